using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Leeway.Telemetry;

/// <summary>Where Leeway's activities and measurements come from, to be added to what collects them.</summary>
/// <remarks>
/// Names and tags follow the conventions of OpenTelemetry where it has any. Tags hold route templates, operation ids, statuses and
/// reasons: no id of a user, site or issue, no address, no token.
/// </remarks>
public static class LeewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/>: one activity for each call and each exchange of a token.</summary>
    public const string ActivitySourceName = "Leeway";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Leeway";

    internal static ActivitySource Source { get; } = new(ActivitySourceName);

    /// <summary>The meter of what has no application to belong to, such as the reading of JSON.</summary>
    internal static Meter Meter { get; } = new(MeterName);
}
