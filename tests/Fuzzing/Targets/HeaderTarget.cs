using System.Net;
using System.Text;
using Leeway.Calls;
using Leeway.Fuzzing.Loop;
using Leeway.Limits;

namespace Leeway.Fuzzing.Targets;

/// <summary>Headers of responses, one a line. Reading them never fails, and results are within their bounds.</summary>
internal sealed class HeaderTarget : FuzzTarget
{
    private static readonly DateTimeOffset?[] s_times = [null, new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), DateTimeOffset.MinValue, DateTimeOffset.MaxValue];

    public override IEnumerable<byte[]> Seeds =>
    [
        .. new[]
        {
            "Retry-After: 30",
            "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT",
            "Retry-After: PT1M30S\nRetry-After: 1m30s, 5",
            "X-RateLimit-Limit: 100\nX-RateLimit-Remaining: 5\nX-RateLimit-Reset: 2026-11-01T12:01Z\nX-RateLimit-NearLimit: true",
            "RateLimit: \"global-app-quota\";r=1;t=5, \"burst\";r=0;t=60\nRateLimit-Policy: \"global-app-quota\";q=65000;w=3600\nRateLimit-Reason: jira-quota-global-based",
            "Beta-RateLimit: \"a\";r=1\nX-Beta-RateLimit-Reset: 1893456000\nRateLimit-Reset: 1893456000000",
            "Content-Disposition: attachment; filename=\"a b.txt\"; filename*=utf-8''%e2%82%ac.txt",
            "Content-Disposition: attachment; filename*0=\"a\"; filename*1*=utf-8''%20b; filename=\"=?utf-8?B?w6Q=?= =?iso-8859-1?Q?=E4?=\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "Retry-After: ", "X-RateLimit-Reset: ", "X-RateLimit-Remaining: ", "RateLimit: ", "RateLimit-Policy: ", "RateLimit-Reason: ", "Content-Disposition: ", "\n", ";", ",", "\"", "=",
        ";r=", ";t=", ";q=", ";w=", ";reset=", "P1Y", "P1W", "PT", "1h", "ms", "GMT", "2026-11-01T12:01Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "1577836800", "2524607999",
        "2524607999999", "79228162514264337593543950335", "filename=", "filename*=", "filename*0=", "filename*1*=", "utf-8''", "utf-7''", "iso-8859-1'en'", "%00", "%2F", "%ff", "%",
        "=?utf-8?B?", "=?utf-8?Q?", "?=", "=E4", "../", "\\", "CON", ".", " ", "\u202e", "\u00e4",
    ];

    public override string Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        var way = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? "Retry-After" : line[..colon].Trim();
            string value = line[(colon + 1)..].Trim(' ');
            if (name == "Content-Disposition")
            {
                ReadFileName(value, way);
            }
            else
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }
        }

        RateLimitStatus? status = RateLimitStatus.Read(response.Headers);
        Require(status is null || status.Budgets.Count <= 64, "There are too many limits.");
        Require(status?.Budgets.All(static budget => budget.ResetsAfter is null || budget.ResetsAfter >= TimeSpan.Zero) ?? true, "A wait is negative.");
        foreach (DateTimeOffset? now in s_times)
        {
            TimeSpan? wait = RateLimitRefusal.FindRetryAfter(response.Headers, now);
            RequireWait(wait);
            RateLimitRefusal refusal = RateLimitRefusal.Find(response, now)!;
            RequireWait(refusal.Wait);
            way.Append(wait is null ? '-' : wait == TimeSpan.Zero ? '0' : 'w').Append(refusal.ResetsAt is null ? '-' : 'r').Append((int)refusal.Scope);
        }

        foreach (RateLimitBudget budget in status?.Budgets.Take(3) ?? [])
        {
            way.Append(budget.Name is null ? '-' : 'n').Append(budget.Limit is null ? '-' : 'l').Append(budget.Remaining is null ? '-' : 'r')
                .Append(budget.Window is null ? '-' : 'w').Append(budget.ResetsAt is null ? '-' : 'a').Append(budget.ResetsAfter is null ? '-' : 'b');
        }

        return way.ToString();
    }

    private static void RequireWait(TimeSpan? wait) => Require(wait is null || wait >= TimeSpan.Zero, $"The wait {wait} is negative.");

    private static void ReadFileName(string disposition, StringBuilder way)
    {
        EncodedWords.Decode(disposition);
        string? name = DownloadFileName.Find(disposition);
        if (name is not null)
        {
            Require(name.Length > 0 && name.Trim(' ') == name && name is not "." and not "..", $"The file name '{name}' is special.");
            Require(!name.Any(static c => char.IsControl(c) || c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'), $"The file name '{name}' has a special character.");
            Require(Encoding.UTF8.GetByteCount(name) <= SafeFileName.MaxBytes, $"The file name has {name.Length} characters.");
            Require(SafeFileName.Of(name) == name, $"The file name '{name}' is not clean.");
        }

        way.Append(name is null ? '-' : name.Any(static c => c > 127) ? 'u' : 'f');
    }
}
