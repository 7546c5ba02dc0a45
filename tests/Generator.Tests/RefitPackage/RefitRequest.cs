using System.Text.RegularExpressions;

namespace Leeway.Generator.Tests.RefitPackage;

/// <summary>Converts the text of Refit's requests to that of Leeway's requests. Each step is one difference that results from Refit's defaults.</summary>
/// <remarks>
/// Two more differences do not occur in the samples. In <c>filename</c>, Refit sends characters outside ASCII as question marks, and Leeway sends
/// UTF-8. Both send the exact name as <c>filename*</c>. For a POST without a body, Refit sends empty content, and Leeway sends none.
/// </remarks>
internal static partial class RefitRequest
{
    /// <param name="filePart">The name of the part of a file, or null if the request has no file.</param>
    public static string AsLeewayWrites(string request, bool hasOptionalBody, string? filePart)
    {
        string[] lines = request.Split('\n');

        // Refit writes booleans by .NET's rules, and encodes the commas between values.
        lines[0] = Flag().Replace(lines[0], static m => m.Value.ToLowerInvariant()).Replace("%2C", ",", StringComparison.Ordinal);

        // It writes times with more digits, and with an offset.
        lines[0] = Time().Replace(lines[0], "$1Z");
        int end = Array.IndexOf(lines, "");
        bool isForm = lines.Any(static line => line.StartsWith("Content-Type: multipart/", StringComparison.Ordinal));
        for (int i = 1; i < lines.Length && (i < end || isForm); i++)
        {
            lines[i] = lines[i] switch
            {
                // The same applies to headers.
                _ when lines[i].EndsWith(": True", StringComparison.Ordinal) => lines[i].Replace(": True", ": true", StringComparison.Ordinal),

                // Refit sends a part that is neither text nor a file as JSON, and quotes the names of parts only if necessary.
                "Content-Type: application/json; charset=utf-8" when isForm => "Content-Type: text/plain; charset=utf-8",
                _ when UnquotedName().IsMatch(lines[i]) => UnquotedName().Replace(lines[i], "name=\"$1\""),

                // A file has the headers of a part, which Refit keeps, so its part is always named 'file'.
                _ when filePart is not null && lines[i].Contains("name=\"file\"; filename", StringComparison.Ordinal) =>
                    lines[i].Replace("name=\"file\"", $"name=\"{filePart}\"", StringComparison.Ordinal),

                // Refit adds a charset to JSON.
                "Content-Type: application/json; charset=utf-8" => "Content-Type: application/json",
                _ => lines[i],
            };
        }

        // Refit keeps the disposition of a part for a file that is the whole body.
        IEnumerable<string> kept = lines.Where((line, i) => isForm || i >= end || !line.StartsWith("Content-Disposition: form-data;", StringComparison.Ordinal));

        // Refit sends a form without parts as one part without headers, which is malformed.
        if (isForm)
        {
            return string.Join('\n', kept).Replace("--BOUNDARY\n\n--BOUNDARY--", "--BOUNDARY--", StringComparison.Ordinal);
        }

        // Refit sends null for an absent optional body.
        return hasOptionalBody && lines[^1] == "null"
            ? string.Join('\n', kept.Take(end).Where(static line => !line.StartsWith("Content-Type:", StringComparison.Ordinal)))
            : string.Join('\n', kept);
    }

    /// <summary>Sorts the headers of a request, because their order has no meaning.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isTyped">
    /// Whether the overload with a typed query was called. Refit then writes the query of the address in the order of its parameters, and Leeway in
    /// that of the other overload. So the query is sorted as well.
    /// </param>
    public static string Sort(string request, bool isTyped)
    {
        string[] lines = request.TrimEnd('\n').Split('\n');
        if (isTyped && lines[0].Split('?') is [var path, var query])
        {
            lines[0] = path + "?" + string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
        }

        int end = Array.IndexOf(lines, "") is var index && index < 0 ? lines.Length : index;
        return string.Join('\n', [lines[0], .. lines[1..end].Order(StringComparer.Ordinal), .. lines[end..]]);
    }

    [GeneratedRegex(@"(T\d\d%3A\d\d%3A\d\d\.\d{3})\d{4}%2B00%3A00")]
    private static partial Regex Time();

    [GeneratedRegex("(?<=[=/])(True|False)(?=[/?&]|$)")]
    private static partial Regex Flag();

    [GeneratedRegex("(?<=^Content-Disposition: form-data; )name=([^\";]+)")]
    private static partial Regex UnquotedName();
}
