using System.Diagnostics.Metrics;

namespace Leeway.Grants;

/// <summary>Measures refreshes, doubts and losses of grants. No tag names a grant.</summary>
internal sealed class GrantInstruments(Meter meter)
{
    private readonly Histogram<double> _requests = meter.CreateHistogram<double>(
        "leeway.token.request.duration",
        "s",
        "Requests to the token endpoint, by grant type and by what they came to.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20],
        });

    private readonly Counter<long> _joins = meter.CreateCounter<long>(
        "leeway.grant.joins", "{caller}", "Callers who waited for a refresh that another had begun.");

    private readonly Counter<long> _rotations = meter.CreateCounter<long>(
        "leeway.grant.rotations", "{rotation}", "Pairs that were received in the place of others, by whether the store took them at once.");

    private readonly Counter<long> _doubts = meter.CreateCounter<long>(
        "leeway.grant.doubts", "{rotation}", "Rotations of which nobody knows whether they took place, until the token has been sent again.");

    private readonly Counter<long> _losses = meter.CreateCounter<long>(
        "leeway.grant.losses", "{grant}", "Grants that only a new consent brings back, by the reason inferred.");

    /// <summary>The token endpoint has answered, or has not.</summary>
    /// <param name="grantType">What OAuth calls the kind of request.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Requested(string grantType, string outcome, TimeSpan elapsed)
    {
        if (_requests.Enabled)
        {
            _requests.Record(elapsed.TotalSeconds, new("leeway.token.grant_type", grantType), new("leeway.token.outcome", outcome));
        }
    }

    /// <summary>A caller waits for what is under way already.</summary>
    public void Joined() => _joins.Add(1);

    /// <summary>A pair was received.</summary>
    /// <param name="isStored">Whether the store has it; else it is kept in memory, and written again.</param>
    public void Rotated(bool isStored)
    {
        if (_rotations.Enabled)
        {
            _rotations.Add(1, new KeyValuePair<string, object?>("leeway.grant.stored", isStored));
        }
    }

    /// <summary>A spend was found open, or an answer was lost; told once for each.</summary>
    public void InDoubt() => _doubts.Add(1);

    /// <summary>A grant is lost.</summary>
    public void Lost(GrantLossReason reason)
    {
        if (_losses.Enabled)
        {
            _losses.Add(1, new KeyValuePair<string, object?>("leeway.grant.loss.reason", NameOf(reason)));
        }
    }

    private static string NameOf(GrantLossReason reason) => reason switch
    {
        GrantLossReason.NotGranted => "not_granted",
        GrantLossReason.NoRefreshToken => "no_refresh_token",
        GrantLossReason.Idle => "idle",
        GrantLossReason.AbsoluteAge => "absolute_age",
        GrantLossReason.SpendInDoubt => "spend_in_doubt",
        GrantLossReason.Withdrawn => "withdrawn",
        GrantLossReason.ScopesNarrowed => "scopes_narrowed",
        GrantLossReason.Reused => "reused",
        GrantLossReason.Forgotten => "forgotten",
        _ => "unknown",
    };
}
