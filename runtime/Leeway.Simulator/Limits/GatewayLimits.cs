using System.Globalization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Limits;

/// <summary>
/// The rate limits of the gateway (<see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/"/>). All are off by
/// default: points per hour (UTC), bursts per tenant, endpoint and method, and writes per issue. Can be changed at any time.
/// </summary>
public sealed class GatewayLimits
{
    private const double StructuredFrom = 0.8;
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Product, string ClientId, string? CloudId), (DateTimeOffset Hour, long Points)> _spent = [];
    private readonly Dictionary<(string CloudId, string Endpoint, string Method), (DateTimeOffset At, double Calls)> _buckets = [];
    private readonly Dictionary<(string CloudId, string Issue), List<DateTimeOffset>> _writes = [];

    /// <summary>The points of an app for all tenants together. Jira and Confluence are counted separately.</summary>
    public PointsQuota? AppQuota { get; set; }

    /// <summary>The points of an app for each tenant.</summary>
    public PointsQuota? TenantQuota { get; set; }

    /// <summary>Returns the burst limit of a method (such as <c>GET</c>) and an endpoint (such as <c>rest/api/3/issue/*</c>).</summary>
    public Func<string, string, BurstLimit?>? Burst { get; set; }

    /// <summary>The limits for writes to one issue. All of them apply.</summary>
    public IReadOnlyList<WriteLimit> IssueWrites { get; set; } = [];

    /// <summary>Whether responses have <c>X-RateLimit-Limit</c> and related headers.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool WritesPlainHeaders { get; set; } = true;

    /// <summary>Whether responses have <c>RateLimit</c> and <c>RateLimit-Policy</c>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool WritesStructuredHeaders { get; set; } = true;

    /// <summary>Whether <c>X-RateLimit-Reset</c> is written without seconds, as has been observed.</summary>
    public bool OmitsSeconds { get; set; }

    /// <summary>Whether a rejected call gets an HTML page instead of the product's JSON.</summary>
    public bool RefusesWithHtml { get; set; }

    /// <summary>Creates the limits that Atlassian documents, with enforced points.</summary>
    public static GatewayLimits Documented() => new()
    {
        AppQuota = new PointsQuota { Points = 65_000 },
        Burst = DocumentedBurst,
        IssueWrites =
        [
            new WriteLimit { Writes = 20, Window = TimeSpan.FromSeconds(2) },
            new WriteLimit { Writes = 100, Window = TimeSpan.FromSeconds(30) },
        ],
    };

    /// <summary>Returns the burst limits that Atlassian documents. The capacity is one second's worth of calls.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static BurstLimit? DocumentedBurst(string method, string endpoint)
    {
        int perSecond = (method, endpoint) switch
        {
            ("GET", "rest/api/3/issue/*" or "rest/api/2/issue/*") => 150,
            ("GET", "rest/api/3/issue/*/changelog" or "rest/api/2/issue/*/changelog") => 200,
            (_, "rest/servicedeskapi/customer") => 5,
            ("PUT" or "DELETE", _) => 50,
            _ => 100,
        };
        return new BurstLimit { PerSecond = perSecond, Capacity = perSecond };
    }

    /// <summary>Spends points, as other calls of the app do.</summary>
    /// <param name="product"><c>jira</c> or <c>confluence</c>.</param>
    /// <param name="clientId">The client id of the app.</param>
    /// <param name="cloudId">The cloud id of the tenant.</param>
    /// <param name="points">The number of points.</param>
    /// <param name="now">The current time.</param>
    public void Spend(string product, string clientId, string cloudId, long points, DateTimeOffset now)
    {
        lock (_lock)
        {
            AddSpent((product, clientId, null), points, now);
            AddSpent((product, clientId, cloudId), points, now);
        }
    }

    /// <summary>Processes a call, or rejects it if a limit is exceeded.</summary>
    internal SimulatedResponse Apply(LimitedCall call, DateTimeOffset now, Func<SimulatedResponse> handle)
    {
        lock (_lock)
        {
            if (FindExhausted(call, now) is { } refusal || (refusal = TakeBurst(call, now)) is not null || (refusal = TakeWrite(call, now)) is not null)
            {
                return refusal;
            }
        }

        SimulatedResponse response = handle();
        if (call.ClientId is null)
        {
            return response;
        }

        lock (_lock)
        {
            AddSpent((call.Product, call.ClientId, null), response.Points, now);
            AddSpent((call.Product, call.ClientId, call.CloudId), response.Points, now);
            return WithBudgets(response, call, now);
        }
    }

    private static DateTimeOffset HourOf(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % s_hour.Ticks), TimeSpan.Zero);

    private SimulatedResponse? FindExhausted(LimitedCall call, DateTimeOffset now)
    {
        foreach ((PointsQuota quota, string scope, long remaining) in ListBudgets(call, now))
        {
            if (quota.IsEnforced && remaining <= 0)
            {
                SimulatedResponse refusal = Refuse(call, $"quota-{scope}-based", HourOf(now) + s_hour, now, quota.Points);
                return WritesStructuredHeaders ? WithStructured(refusal, call, now) : refusal;
            }
        }

        return null;
    }

    private SimulatedResponse? TakeBurst(LimitedCall call, DateTimeOffset now)
    {
        if (Burst?.Invoke(call.Method, call.Endpoint) is not { } limit)
        {
            return null;
        }

        (string, string, string) key = (call.CloudId, call.Endpoint, call.Method);
        double calls = _buckets.TryGetValue(key, out (DateTimeOffset At, double Calls) bucket)
            ? Math.Min(limit.Capacity, bucket.Calls + ((now - bucket.At).TotalSeconds * limit.PerSecond))
            : limit.Capacity;
        bool isAllowed = calls >= 1;
        _buckets[key] = (now, isAllowed ? calls - 1 : calls);
        return isAllowed ? null : Refuse(call, "burst-based", now + TimeSpan.FromSeconds((1 - calls) / limit.PerSecond), now, (long)limit.PerSecond);
    }

    private SimulatedResponse? TakeWrite(LimitedCall call, DateTimeOffset now)
    {
        if (call.WrittenIssue is null || IssueWrites.Count == 0)
        {
            return null;
        }

        if (!_writes.TryGetValue((call.CloudId, call.WrittenIssue), out List<DateTimeOffset>? writes))
        {
            _writes[(call.CloudId, call.WrittenIssue)] = writes = [];
        }

        foreach (WriteLimit limit in IssueWrites)
        {
            int recent = writes.Count - 1 - writes.FindLastIndex(at => at <= now - limit.Window);
            if (recent >= limit.Writes)
            {
                return Refuse(call, "per-issue-on-write", writes[^limit.Writes] + limit.Window, now, limit.Writes);
            }
        }

        writes.Add(now);
        return null;
    }

    private SimulatedResponse Refuse(LimitedCall call, string reason, DateTimeOffset reset, DateTimeOffset now, long limit)
    {
        long seconds = Math.Max(1, (long)Math.Ceiling((reset - now).TotalSeconds));
        SimulatedResponse refusal = RefusesWithHtml ? SimulatedResponse.Html(429)
            : call.Product == "jira" ? ErrorAnswers.Jira(429, "Rate limit exceeded.")
            : call.Endpoint.StartsWith("wiki/api/v2", StringComparison.Ordinal) ? ErrorAnswers.ConfluenceV2(429, "TOO_MANY_REQUESTS", "Rate limit exceeded")
            : ErrorAnswers.ConfluenceV1(429, "Rate limit exceeded");
        refusal = refusal.With("Retry-After", Format(seconds)).With("RateLimit-Reason", $"{call.Product}-{reason}");
        string format = OmitsSeconds ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return WritesPlainHeaders
            ? refusal
                .With("X-RateLimit-Limit", Format(limit))
                .With("X-RateLimit-Remaining", "0")
                .With("X-RateLimit-Reset", reset.UtcDateTime.ToString(format, CultureInfo.InvariantCulture))
            : refusal;
    }

    private SimulatedResponse WithBudgets(SimulatedResponse answer, LimitedCall call, DateTimeOffset now)
    {
        if (WritesPlainHeaders)
        {
            answer = WithPlain(answer, call, now, isEnforced: true);
            answer = WithPlain(answer, call, now, isEnforced: false);
        }

        return WritesStructuredHeaders ? WithStructured(answer, call, now) : answer;
    }

    // One header can describe one quota only: the one with the fewest points remaining.
    private SimulatedResponse WithPlain(SimulatedResponse answer, LimitedCall call, DateTimeOffset now, bool isEnforced)
    {
        (PointsQuota Quota, string Scope, long Remaining)?  tightest = null;
        foreach ((PointsQuota Quota, string Scope, long Remaining) budget in ListBudgets(call, now))
        {
            if (budget.Quota.IsEnforced == isEnforced && (tightest is null || budget.Remaining < tightest.Value.Remaining))
            {
                tightest = budget;
            }
        }

        if (tightest is not { } quota)
        {
            return answer;
        }

        string prefix = isEnforced ? "X-RateLimit-" : "X-Beta-RateLimit-";
        answer = answer.With(prefix + "Limit", Format(quota.Quota.Points)).With(prefix + "Remaining", Format(quota.Remaining));
        return quota.Remaining < quota.Quota.Points * (1 - StructuredFrom) ? answer.With(prefix + "NearLimit", "true") : answer;
    }

    private SimulatedResponse WithStructured(SimulatedResponse answer, LimitedCall call, DateTimeOffset now)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["", "Beta-"])
        {
            List<string> policies = [];
            List<string> states = [];
            bool isOver = false;
            string untilReset = Format((long)Math.Ceiling((HourOf(now) + s_hour - now).TotalSeconds));
            foreach ((PointsQuota quota, string scope, long remaining) in ListBudgets(call, now))
            {
                if (quota.IsEnforced != (prefix.Length == 0))
                {
                    continue;
                }

                string name = scope == "global" ? "global-app-quota" : "tenant-app-quota";
                policies.Add($"\"{name}\";q={quota.Points};w=3600");
                if (remaining <= quota.Points * (1 - StructuredFrom))
                {
                    states.Add($"\"{name}\";r={remaining};t={untilReset}");
                }

                isOver |= remaining <= 0;
            }

            answer = policies.Count == 0 ? answer : answer.With(prefix + "RateLimit-Policy", string.Join(", ", policies));
            answer = states.Count == 0 ? answer : answer.With(prefix + "RateLimit", string.Join(", ", states));
            answer = isOver && prefix.Length > 0 ? answer.With("Beta-Retry-After", untilReset) : answer;
        }

        return answer;
    }

    private List<(PointsQuota Quota, string Scope, long Remaining)> ListBudgets(LimitedCall call, DateTimeOffset now)
    {
        List<(PointsQuota, string, long)> budgets = [];
        if (call.ClientId is not null && AppQuota is not null)
        {
            budgets.Add((AppQuota, "global", Math.Max(0, AppQuota.Points - SpentOf((call.Product, call.ClientId, null), now))));
        }

        if (call.ClientId is not null && TenantQuota is not null)
        {
            budgets.Add((TenantQuota, "tenant", Math.Max(0, TenantQuota.Points - SpentOf((call.Product, call.ClientId, call.CloudId), now))));
        }

        return budgets;
    }

    private long SpentOf((string, string, string?) key, DateTimeOffset now) =>
        _spent.TryGetValue(key, out (DateTimeOffset Hour, long Points) spent) && spent.Hour == HourOf(now) ? spent.Points : 0;

    private void AddSpent((string, string, string?) key, long points, DateTimeOffset now) =>
        _spent[key] = (HourOf(now), SpentOf(key, now) + points);

    private static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);
}
