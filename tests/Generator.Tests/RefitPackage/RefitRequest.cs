using System.Text.RegularExpressions;

namespace Leeway.Generator.Tests.RefitPackage;

/// <summary>A request of Refit's as text, and the same as Leeway writes it: each step is one difference that Refit's defaults force.</summary>
/// <remarks>
/// Two more differences are in no sample. In the plain name of a file, Refit sends characters that are not ASCII as question marks, where
/// Leeway sends UTF-8; both send the exact name as <c>filename*</c>. A POST without a body has an empty content from Refit, and none from Leeway.
/// </remarks>
internal static partial class RefitRequest
{
    public static string AsLeewayWrites(string request, bool hasOptionalBody)
    {
        string[] lines = request.Split('\n');

        // Booleans are written by .NET's rules, and the commas between values are encoded.
        lines[0] = Flag().Replace(lines[0], static m => m.Value.ToLowerInvariant()).Replace("%2C", ",", StringComparison.Ordinal);
        int end = Array.IndexOf(lines, "");
        bool isForm = lines.Any(static line => line.StartsWith("Content-Type: multipart/", StringComparison.Ordinal));
        for (int i = 1; i < lines.Length && (i < end || isForm); i++)
        {
            lines[i] = lines[i] switch
            {
                // The same of headers.
                _ when lines[i].EndsWith(": True", StringComparison.Ordinal) => lines[i].Replace(": True", ": true", StringComparison.Ordinal),

                // A part that is neither text nor file is JSON, not text; names of parts have quotes only where they must.
                "Content-Type: application/json; charset=utf-8" when isForm => "Content-Type: text/plain; charset=utf-8",
                _ when UnquotedName().IsMatch(lines[i]) => UnquotedName().Replace(lines[i], "name=\"$1\""),

                // JSON has a charset.
                "Content-Type: application/json; charset=utf-8" => "Content-Type: application/json",
                _ => lines[i],
            };
        }

        // A file that is the whole body keeps the disposition of a part.
        IEnumerable<string> kept = lines.Where((line, i) => isForm || i >= end || !line.StartsWith("Content-Disposition: form-data;", StringComparison.Ordinal));

        // A form without parts has one part without headers, which is not well-formed.
        if (isForm)
        {
            return string.Join('\n', kept).Replace("--BOUNDARY\n\n--BOUNDARY--", "--BOUNDARY--", StringComparison.Ordinal);
        }

        // An optional body that is absent is sent as null.
        return hasOptionalBody && lines[^1] == "null"
            ? string.Join('\n', kept.Take(end).Where(static line => !line.StartsWith("Content-Type:", StringComparison.Ordinal)))
            : string.Join('\n', kept);
    }

    /// <summary>A request without regard to the order of its headers, which means nothing.</summary>
    public static string Sorted(string request)
    {
        string[] lines = request.TrimEnd('\n').Split('\n');
        int end = Array.IndexOf(lines, "") is var index && index < 0 ? lines.Length : index;
        return string.Join('\n', [lines[0], .. lines[1..end].Order(StringComparer.Ordinal), .. lines[end..]]);
    }

    [GeneratedRegex("(?<=[=/])(True|False)(?=[/?&]|$)")]
    private static partial Regex Flag();

    [GeneratedRegex("(?<=^Content-Disposition: form-data; )name=([^\";]+)")]
    private static partial Regex UnquotedName();
}
