using System.Globalization;

namespace Leeway.Cluster;

/// <summary>
/// The primary HTTP handler of a node. It sends headers that identify the node, and say when the node decided to use the token of a call.
/// </summary>
internal sealed class NodeTransport : DelegatingHandler
{
    /// <summary>The number of the node.</summary>
    public const string NodeHeader = "X-Cluster-Node";

    private const string CheckedHeader = "X-Cluster-Checked";
    private const string SentHeader = "X-Cluster-Sent";
    private const string StalledHeader = "X-Cluster-Stalled";

    // A process may have stalled while the call waited for its token, just before the decision.
    private static readonly TimeSpan s_beforeCheck = TimeSpan.FromSeconds(1);

    private readonly string _node;
    private readonly SkewedClock _clock;
    private readonly StallWatch _stalls;

    public NodeTransport(int node, SkewedClock clock, StallWatch stalls)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        _node = node.ToString(CultureInfo.InvariantCulture);
        _clock = clock;
        _stalls = stalls;
    }

    /// <summary>Reads the headers of a request; <see langword="null"/> if no task of a node made it.</summary>
    public static SentCall? Find(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue(CheckedHeader, out string? isChecked)
            ? new SentCall(
                FindNode(headers)!.Value,
                ReadTime(isChecked),
                ReadTime(headers[SentHeader]),
                bool.Parse(headers[StalledHeader]))
            : null;

    /// <summary>Reads the number of the node that sent a request.</summary>
    public static int? FindNode(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue(NodeHeader, out string? node) ? int.Parse(node, CultureInfo.InvariantCulture) : null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Set(NodeHeader, _node);
        if (_clock.LastReadAt is { } checkedAt)
        {
            Set(CheckedHeader, FormatTime(checkedAt));
            Set(SentHeader, FormatTime(TimeProvider.System.GetUtcNow()));
            Set(StalledHeader, _stalls.HasStalledSince(checkedAt - s_beforeCheck).ToString());
        }

        return base.SendAsync(request, cancellationToken);

        // A repeated call has them already.
        void Set(string name, string value)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
    }

    private static string FormatTime(DateTimeOffset time) => time.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
