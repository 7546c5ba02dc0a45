using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>Writes the <c>Content-Disposition</c> of a part of a form.</summary>
/// <remarks>
/// Names are written as browsers write them
/// (<see href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data"/>): UTF-8,
/// with what could end the name percent-encoded. A file name that this changes, or that is not ASCII, is written a second
/// time and exactly as <c>filename*</c>; alone, that is refused by some of Atlassian's servers.
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

    /// <summary>Writes a name for the inside of quotes.</summary>
    /// <returns>Whether it is unchanged.</returns>
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
