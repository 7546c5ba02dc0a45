using System.Globalization;

namespace Leeway.Cluster;

/// <summary>A call with an expired token. The times are by the correct clock.</summary>
/// <param name="Sent">What the node reported.</param>
/// <param name="ArrivedAt">When the call arrived.</param>
/// <param name="ExpiredAt">When the token expired.</param>
/// <param name="UsableUntil">When the runtime had to stop using the token by the clock of the node.</param>
/// <param name="Margin">How long before the expiry that was, by the clock of the node that requested the token.</param>
internal sealed record StaleCall(SentCall Sent, DateTimeOffset ArrivedAt, DateTimeOffset ExpiredAt, DateTimeOffset UsableUntil, TimeSpan Margin)
{
    /// <summary>How long the token had been expired.</summary>
    public TimeSpan Age => ArrivedAt - ExpiredAt;

    public StaleCause Cause
    {
        get
        {
            // A call that had to wait for its token uses it until its expiry. A process that stalls then uses it within the margin.
            DateTimeOffset end = Sent.WasStalled ? UsableUntil + Margin : UsableUntil;
            return Sent.CheckedAt >= end ? StaleCause.Unexplained
                : Sent.CheckedAt >= ExpiredAt || ArrivedAt - Sent.CheckedAt < Margin ? StaleCause.Clock
                : Sent.SentAt - Sent.CheckedAt < Margin || Sent.WasStalled ? StaleCause.Delay
                : StaleCause.Unexplained;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"node {Sent.Node} decided to use the token {Relate(Sent.CheckedAt, UsableUntil)} the end of its use by the clock of the node and {Relate(Sent.CheckedAt, ExpiredAt)} its expiry, sent it {(Sent.SentAt - Sent.CheckedAt).TotalMilliseconds:N0} ms later{(Sent.WasStalled ? " after a stall" : "")}, and it arrived after another {(ArrivedAt - Sent.SentAt).TotalMilliseconds:N0} ms");

    private static string Relate(DateTimeOffset time, DateTimeOffset other) => string.Create(
        CultureInfo.InvariantCulture, $"{(time - other).Duration().TotalMilliseconds:N0} ms {(time < other ? "before" : "after")}");
}
