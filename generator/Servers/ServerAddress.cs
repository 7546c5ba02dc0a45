namespace Leeway.Generator.Servers;

/// <summary>The address of a server after its variables were replaced.</summary>
/// <param name="Kind">How calls find the server.</param>
/// <param name="Origin">The scheme, the host in lower case, and the port if it is not 443; empty for <see cref="ServerKind.Unknown"/>.</param>
/// <param name="Path">
/// The path without a slash at its end, or empty. At the gateway, <c>{cloudId}</c> and <c>{workspaceId}</c> stand for values that the
/// runtime finds. All other characters are allowed in the path of a URI.
/// </param>
internal sealed record ServerAddress(ServerKind Kind, string Origin, string Path);

/// <summary>How calls find a server.</summary>
internal enum ServerKind
{
    /// <summary>The address has no host, or its host is a variable without a value.</summary>
    Unknown,

    /// <summary>An Atlassian site. The runtime finds the site of each call.</summary>
    Site,

    /// <summary>Atlassian's gateway. The runtime finds the site if its path contains one.</summary>
    Gateway,

    /// <summary>Another host.</summary>
    Host,
}

/// <summary>The reason why an address cannot be used.</summary>
/// <param name="Reason">The end of a sentence that begins with the address, such as <c>is not https</c>.</param>
/// <param name="Variable">The variable that needs a value, or null if that would not help.</param>
internal sealed record ServerFault(string Reason, string? Variable = null);
