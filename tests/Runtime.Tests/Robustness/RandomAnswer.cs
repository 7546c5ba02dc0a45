using System.Globalization;
using System.Net;
using System.Text;
using Leeway.Runtime.Tests.Calls;

namespace Leeway.Runtime.Tests.Robustness;

/// <summary>Creates responses with any status, headers, charset and body, some of them almost as expected.</summary>
internal sealed class RandomAnswer(Random random, string good)
{
    private static readonly int[] s_statuses =
    [
        200, 200, 200, 200, 200, 200, 200, 200, 201, 202, 204, 206, 207, 301, 302, 303, 304, 307, 308, 400, 401, 401, 403, 403, 404, 404, 409, 410, 412, 416, 429, 500, 502, 503, 504,
    ];

    private static readonly string[] s_headers =
    [
        "Retry-After", "Retry-After", "Location", "Location", "Date", "ETag", "X-RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining",
        "RateLimit-Reason", "RateLimit", "RateLimit-Policy", "Beta-RateLimit", "X-Failure-Category", "X-Seraph-LoginReason", "atl-traceid", "x-request-id",
        "WWW-Authenticate", "Link", "Warning", "Set-Cookie", "X-Other",
    ];

    private static readonly string[] s_contentHeaders =
        ["Content-Type", "Content-Type", "Content-Disposition", "Content-Range", "Content-Length", "Content-Encoding", "Content-Language", "Expires", "Last-Modified"];

    private static readonly string[] s_values =
    [
        "1", "0", "-1", "2.5", "1, 1", "99999999999999999999", "1893456000", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "2026-11-01T12:01Z", "2026-11-01T12:00:05Z",
        "https://media.example/file?token=1", "https://example.atlassian.net/login", "/other", "//", "///", "http://[", "https://", "https://a:99999/", "https://user@host/",
        "javascript:alert(1)", "mailto:a@b", "?", "#", "..", "https://xn--/", "https://\u00e4.example/", "file:///etc/passwd", "http://plain.example/",
        "jira-burst-based", "jira-quota-tenant-based", "jira-quota-global-based", "jira-per-issue-on-write", "FAILURE_CLIENT_SCOPE_CHECK", "AUTHENTICATED_FAILED",
        "AUTHENTICATION_DENIED", "OUT_OF_SERVICE", "\"v1\"", "W/\"v1\"", "bytes 0-4/10", "bytes 5-9/10", "bytes */10", "bytes 9-5/1", "attachment; filename=\"a/../b\"",
        "attachment; filename*=utf-7''%ff", "\"global-app-quota\";r=1;t=5", "\"a\";q=x;w=99999999999999999999", "gzip", "identity", "", " ", ",", ";", "=", "\"", "\0", "\u001b[31m", "\u0085",
    ];

    private static readonly string[] s_types =
    [
        "application/json", "application/json", "application/json;charset=utf-8", "application/json;charset=utf8", "application/problem+json", "text/html;charset=utf8",
        "text/html;charset=utf-7", "text/plain;charset=unicode-1-1-utf-7", "text/plain;charset=iso-8859-1", "text/plain;charset=windows-1252", "application/json;charset=utf-16",
        "application/json;charset=utf-16BE", "application/json;charset=utf-32", "text/plain;charset=us-ascii", "text/plain;charset=\"\"", "text/plain;charset=''", "text/plain;charset=x",
        "text/plain;charset=\u00e4", "text/xml", "image/png", "application/octet-stream", "nonsense", "a/b/c", ";charset", "",
    ];

    private static readonly string[] s_texts =
    [
        "a", "A-1", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u0000", "\\u001b", "\\r\\n", "\\n", "\\\"", "\\\\", "\\u202e", "ä", "\U0001F600", " ", "",
        "https://example.atlassian.net", "11111111-1111-1111-1111-111111111111", "2147483647", "3600", "scope does not match", "refresh_token is invalid", "read:jira-work",
    ];

    private static readonly string[] s_names =
    [
        "code", "message", "errorMessages", "errors", "error", "error_description", "title", "detail", "data", "status", "id", "url", "name", "scopes", "access_token", "refresh_token",
        "expires_in", "scope", "token_type", "cloudId", "values", "isLast", "total", "nextPageToken", "\\ud800", "m\\udfffx", "\\u0000", "",
    ];

    public HttpResponseMessage Next()
    {
        HttpResponseMessage response = new((HttpStatusCode)(random.Next(8) == 0 ? random.Next(100, 1000) : Any(s_statuses))) { Content = NextContent() };
        for (int i = random.Next(5); i > 0; i--)
        {
            response.Headers.TryAddWithoutValidation(Any(s_headers), NextValue());
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            string name = Any(s_contentHeaders);
            response.Content.Headers.TryAddWithoutValidation(name, name == "Content-Type" ? Any(s_types) : NextValue());
        }

        if (random.Next(10) == 0)
        {
            response.ReasonPhrase = "Odd \u001b \u00e4 reason";
        }

        return response;
    }

    private HttpContent NextContent()
    {
        byte[] body = NextBody();
        return random.Next(12) switch
        {
            0 => new StreamContent(new BreakingStream(body)),
            1 => new StreamContent(new HangingStream()),
            2 => new StreamContent(new GeneratedStream(300_000)),
            3 => new StreamContent(new FailingStream(random.Next(2) == 0 ? new InvalidDataException("bad block") : new InvalidOperationException("bad block"))),
            4 or 5 => new StreamContent(new TricklingStream(body)),
            _ => new ByteArrayContent(body),
        };
    }

    private byte[] NextBody()
    {
        switch (random.Next(10))
        {
            case >= 6:
                return Encode(Spoil(good));
            case 0:
                byte[] noise = new byte[random.Next(200)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return [];
            case 2:
                return Encode(Any(["<html><title>Log in</title>", "<", "<a", "<!-- ", "<![CDATA[", "<message", "<title></title><h1>x", "plain \0 text", "\"", "\"text\"", "null", "1", "[", "{\"a\":"]));
            case 3:
                int depth = random.Next(200);
                return Encode(string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{\"errors\":", depth)) + "1");
            default:
                StringBuilder json = new();
                AppendJson(json, 0);
                return Encode(json.ToString());
        }
    }

    /// <summary>Returns a text, sometimes with a part replaced.</summary>
    private string Spoil(string text)
    {
        if (random.Next(2) == 0)
        {
            return text;
        }

        int at = random.Next(text.Length);
        int length = Math.Min(random.Next(6), text.Length - at);
        return text[..at] + Any(s_texts) + text[(at + length)..];
    }

    private byte[] Encode(string text) => random.Next(12) switch
    {
        0 => Encoding.Unicode.GetBytes(text),
        1 => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
        2 => Encoding.Latin1.GetBytes(text),
        3 => Encoding.UTF32.GetBytes(text),
        4 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        _ => Encoding.UTF8.GetBytes(text),
    };

    private void AppendJson(StringBuilder json, int depth)
    {
        switch (depth > 4 ? random.Next(4, 7) : random.Next(7))
        {
            case 0 or 1 or 2:
                json.Append('{');
                for (int i = random.Next(7); i > 0; i--)
                {
                    json.Append('"').Append(Any(s_names)).Append("\":");
                    AppendJson(json, depth + 1);
                    json.Append(i > 1 ? "," : "");
                }

                json.Append('}');
                break;
            case 3:
                json.Append('[');
                for (int i = random.Next(4); i > 0; i--)
                {
                    AppendJson(json, depth + 1);
                    json.Append(i > 1 ? "," : "");
                }

                json.Append(']');
                break;
            case 4:
                json.Append(Any(["null", "true", "false", "1e400", "-0", "12345678901234567890123"]));
                break;
            case 5:
                json.Append(random.Next(700).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                json.Append('"').Append(Any(s_texts)).Append(Any(s_texts)).Append('"');
                break;
        }
    }

    private string NextValue() => random.Next(6) == 0 ? Any(s_values) + Any(s_values) : Any(s_values);

    private T Any<T>(T[] choices) => choices[random.Next(choices.Length)];

    private sealed class FailingStream(Exception failure) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw failure;
    }
}
