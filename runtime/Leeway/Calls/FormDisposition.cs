using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>Writes the <c>Content-Disposition</c> header of a form part.</summary>
/// <remarks>
/// Names are written as browsers write them
/// (<see href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data"/>): in UTF-8, with
/// characters that could end the name percent-encoded. If this changes a file name, or the name is not ASCII, the exact name is added as
/// <c>filename*</c>. Some of Atlassian's servers reject <c>filename*</c> alone.
/// </remarks>
internal static class FormDisposition
{
    public static string Of(string name, string? fileName = null)
    {
        var text = new StringBuilder("form-data; name=\"");
        AppendName(text, name);
        text.Append('"');
        if (fileName is not null)
        {
            text.Append("; filename=\"");
            bool isExact = AppendName(text, fileName);
            text.Append('"');
            if (!isExact || !Ascii.IsValid(fileName))
            {
                text.Append("; filename*=UTF-8''").Append(Uri.EscapeDataString(fileName));
            }
        }

        return text.ToString();
    }

    /// <summary>Writes a name between quotes.</summary>
    /// <returns>Whether the name is written unchanged.</returns>
    private static bool AppendName(StringBuilder text, string name)
    {
        bool isExact = true;
        foreach (char c in name)
        {
            if (c is '"' or '\\' || char.IsControl(c))
            {
                text.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
                isExact = false;
            }
            else
            {
                text.Append(c);
            }
        }

        return isExact;
    }
}
