using Leeway.Simulator.Authorization;

namespace Leeway.Cluster;

/// <summary>Which nodes requested which tokens, and how long each node may therefore use a token.</summary>
/// <remarks>
/// A node calculates the expiry by its own clock and stores it. The other nodes compare it with theirs. If a refresh token was sent more than
/// once, it is not known which node stored the response, so the latest of the possible times counts.
/// </remarks>
internal sealed class TokenHistory(ClusterSettings settings)
{
    private readonly Dictionary<string, List<(int Node, DateTimeOffset At)>> _requests = new(StringComparer.Ordinal);

    /// <summary>Records that a node sends a refresh token.</summary>
    public void Add(string refreshToken, int node, DateTimeOffset at)
    {
        if (!_requests.TryGetValue(refreshToken, out List<(int, DateTimeOffset)>? requests))
        {
            _requests.Add(refreshToken, requests = []);
        }

        requests.Add((node, at));
    }

    /// <summary>Determines when a node must stop using a token, by the correct clock.</summary>
    public (DateTimeOffset UsableUntil, TimeSpan Margin) GetEndOfUse(IssuedAccessToken token, int node)
    {
        // The coordinator signs in with the clock of the first node.
        List<(int Node, DateTimeOffset At)> requests =
            token.Companion?.Parent is { } parent && _requests.TryGetValue(parent.Value, out List<(int, DateTimeOffset)>? found) ? found : [(0, token.IssuedAt)];
        return requests
            .Select(request => (At: GetEnd(request.Node, request.At, out TimeSpan margin), Margin: margin))
            .MaxBy(static end => end.At);

        DateTimeOffset GetEnd(int requester, DateTimeOffset at, out TimeSpan margin)
        {
            margin = settings.GetMargin(token.ExpiresAt - at);
            return token.ExpiresAt + settings.SkewOf(requester) - settings.SkewOf(node) - margin;
        }
    }
}
