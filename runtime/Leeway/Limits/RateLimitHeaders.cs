using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>The unparsed rate limit headers of one response.</summary>
internal sealed record RateLimitHeaders
{
    private static readonly string[] s_betaFamilies = ["Beta-", "X-Beta-"];

    public string? Limit { get; private set; }

    public string? Remaining { get; private set; }

    public string? Reset { get; private set; }

    public string? NearLimit { get; private set; }

    public string? Structured { get; private set; }

    public string? Policy { get; private set; }

    /// <summary>The reason, safe for messages; <see langword="null"/> if it is empty.</summary>
    public string? Reason { get; private set; }

    /// <summary>The headers whose names start with <c>Beta-</c> or <c>X-Beta-</c>; <see langword="null"/> if there are none.</summary>
    public RateLimitHeaders? Beta { get; private set; }

    /// <summary>Finds the rate limit headers.</summary>
    /// <returns><see langword="null"/> if there are none.</returns>
    public static RateLimitHeaders? Find(HttpResponseHeaders headers)
    {
        RateLimitHeaders? found = null;

        // One pass over the headers is faster than a lookup for each of a dozen names.
        foreach (KeyValuePair<string, HeaderStringValues> header in headers.NonValidated)
        {
            ReadOnlySpan<char> name = header.Key;
            if (!name.Contains("RateLimit", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            bool isBeta = false;
            foreach (string family in s_betaFamilies)
            {
                if (name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
                {
                    isBeta = true;
                    name = name[family.Length..];
                    break;
                }
            }

            if (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
            {
                name = name[2..];
            }

            if (name.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase))
            {
                found ??= new RateLimitHeaders();
                (isBeta ? found.Beta ??= new RateLimitHeaders() : found).Add(name["RateLimit".Length..], header.Value.ToString());
            }
        }

        return found;
    }

    private void Add(ReadOnlySpan<char> name, string value)
    {
        if (name.IsEmpty)
        {
            Structured = value;
        }
        else if (name.Equals("-Limit", StringComparison.OrdinalIgnoreCase))
        {
            Limit = value;
        }
        else if (name.Equals("-Remaining", StringComparison.OrdinalIgnoreCase))
        {
            Remaining = value;
        }
        else if (name.Equals("-Reset", StringComparison.OrdinalIgnoreCase))
        {
            Reset = value;
        }
        else if (name.Equals("-NearLimit", StringComparison.OrdinalIgnoreCase))
        {
            NearLimit = value;
        }
        else if (name.Equals("-Policy", StringComparison.OrdinalIgnoreCase))
        {
            Policy = value;
        }
        else if (name.Equals("-Reason", StringComparison.OrdinalIgnoreCase))
        {
            Reason = DisplayText.Clean(value).Trim() is { Length: > 0 } reason ? reason : null;
        }
    }
}
