using System.Diagnostics.Metrics;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>Measures refreshes, doubts and losses of grants. No tag contains the id of a grant.</summary>
/// <param name="meter">The meter of the application.</param>
/// <param name="registration">The name of the registration, for <see cref="RegistrationTag"/>.</param>
internal sealed class GrantInstruments(Meter meter, string? registration = null)
{
    private readonly Histogram<double> _requests = meter.CreateHistogram<double>(
        "leeway.token.request.duration",
        "s",
        "Duration of requests to the token endpoint, by grant type and outcome.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20],
        });

    private readonly Counter<long> _joins = meter.CreateCounter<long>(
        "leeway.grant.joins", "{caller}", "Callers that waited for a refresh that another caller had started.");

    private readonly Counter<long> _rotations = meter.CreateCounter<long>(
        "leeway.grant.rotations", "{rotation}", "New token pairs received, by whether they were stored at once.");

    private readonly Counter<long> _doubts = meter.CreateCounter<long>(
        "leeway.grant.doubts", "{rotation}", "Rotations in doubt, because the response was lost.");

    private readonly Counter<long> _losses = meter.CreateCounter<long>(
        "leeway.grant.losses", "{grant}", "Grants that were lost and need a new consent, by inferred reason.");

    /// <summary>Records a request to the token endpoint.</summary>
    /// <param name="grantType">The OAuth grant type.</param>
    /// <param name="outcome">The outcome of the request.</param>
    /// <param name="elapsed">The duration of the request.</param>
    public void RecordRequest(string grantType, string outcome, TimeSpan elapsed)
    {
        if (_requests.Enabled)
        {
            _requests.Record(
                elapsed.TotalSeconds,
                RegistrationTag.CreateTags(registration, new("leeway.token.grant_type", grantType), new("leeway.token.outcome", outcome)));
        }
    }

    /// <summary>Records that a caller waits for a refresh under way.</summary>
    public void RecordJoin() => _joins.Add(1, RegistrationTag.CreateTags(registration));

    /// <summary>Records that a pair was received.</summary>
    /// <param name="isStored">Whether it was stored. If not, it is kept in memory and written again.</param>
    public void RecordRotation(bool isStored)
    {
        if (_rotations.Enabled)
        {
            _rotations.Add(1, RegistrationTag.CreateTags(registration, new KeyValuePair<string, object?>("leeway.grant.stored", isStored)));
        }
    }

    /// <summary>Records a doubt, once: an open spend was found, or a response was lost.</summary>
    public void RecordDoubt() => _doubts.Add(1, RegistrationTag.CreateTags(registration));

    /// <summary>Records that a grant is lost.</summary>
    public void RecordLoss(GrantLossReason reason)
    {
        if (_losses.Enabled)
        {
            _losses.Add(
                1, RegistrationTag.CreateTags(registration, new KeyValuePair<string, object?>("leeway.grant.loss.reason", GetName(reason))));
        }
    }

    private static string GetName(GrantLossReason reason) => reason switch
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
