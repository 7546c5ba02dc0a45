using Leeway.Generator.Servers;

namespace Leeway.Generator.Shaping;

/// <summary>The server that was chosen from a list of servers, or the reason why there is none.</summary>
/// <param name="Server">The chosen server, or the first one if none can be called; null if the list is empty.</param>
/// <param name="Address">The address of calls, or null.</param>
/// <param name="Fault">The reason why there is no address; otherwise null.</param>
internal sealed record ServerChoice(ServerFacts? Server, ServerAddress? Address, ServerFault? Fault)
{
    /// <summary>The origin that needs the login. Calls of sites go through the gateway.</summary>
    public string? Origin => Address?.Kind == ServerKind.Site ? ServerAddressReader.SharedOrigin : Address?.Origin;
}

/// <summary>The place of an operation: its server and its route there.</summary>
/// <param name="Choice">The server from the operation's list. There is a route only if it has an address at the origin of the client.</param>
/// <param name="Server">The address before the route, or null for a site.</param>
/// <param name="Route">The path template, relative to the server. Untrusted.</param>
internal sealed record OperationPlace(ServerChoice Choice, string? Server, string Route)
{
    /// <summary>Whether the scopes of the operation are those of Atlassian's consent. Other hosts have other authorization servers.</summary>
    public bool HasAtlassianScopes => Choice.Address?.Kind != ServerKind.Host;
}
