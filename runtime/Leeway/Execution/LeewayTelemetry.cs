using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Leeway.Telemetry;

/// <summary>The names of Leeway's activity source and meter, to add to a telemetry collector.</summary>
/// <remarks>
/// Names and tags follow the semantic conventions of OpenTelemetry where they exist. Tags contain route templates, operation ids, statuses
/// and reasons, but no ids of users, sites or issues, no addresses and no tokens. The tag <c>leeway.registration</c> contains the name of a
/// named registration; the registration without a name does not have the tag.
/// </remarks>
public static class LeewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/>. It creates one activity for each call and each token exchange.</summary>
    public const string ActivitySourceName = "Leeway";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Leeway";

    internal static ActivitySource Source { get; } = new(ActivitySourceName);

    /// <summary>The meter for code that belongs to no particular application, such as reading JSON.</summary>
    internal static Meter Meter { get; } = new(MeterName);
}
