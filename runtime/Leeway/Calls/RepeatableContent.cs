using Leeway.Generated;

namespace Leeway.Calls;

/// <summary>Decides whether a request can be sent a second time unchanged.</summary>
internal static class RepeatableContent
{
    /// <summary>Whether a body can be sent again. A request without a body can.</summary>
    public static bool CanBeSentAgain(HttpContent? content)
    {
        switch (content)
        {
            case null or JsonBody or ByteArrayContent or ReadOnlyMemoryContent:
                return true;
            case UploadBody body:
                return body.Upload.CanBeSentAgain;
            case FileUpload upload:
                return upload.CanBeSentAgain;
            case MultipartContent parts:
                foreach (HttpContent part in parts)
                {
                    if (!CanBeSentAgain(part))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }
}
