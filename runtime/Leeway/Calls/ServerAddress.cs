using System.Buffers;
using System.ComponentModel;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>
/// The address that the paths of an operation are relative to, if a document says more about it than the name of a site: Atlassian's gateway
/// with a path of its own, or another host.
/// </summary>
/// <remarks>
/// Immutable. Generated clients hold one for each server of their document. At Atlassian's gateway, Leeway replaces <c>{cloudId}</c> and
/// <c>{workspaceId}</c> for each call. The address of another host is never the reason that a login is sent there:
/// <see cref="AtlassianOptions.Server"/> is.
/// </remarks>
public sealed class ServerAddress
{
    private const string CloudId = "{cloudId}";
    private const string WorkspaceId = "{workspaceId}";

    /// <summary>Host names, IP addresses and ports.</summary>
    private static readonly SearchValues<char> s_authorityCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_:[]");

    private static readonly Uri s_gateway = new("https://api.atlassian.com");

    /// <summary>Initializes an address.</summary>
    /// <param name="template">
    /// An absolute https address without user information, query and fragment, such as <c>https://api.bitbucket.org/2.0</c>. The scheme http
    /// is accepted for loopback addresses. At <c>https://api.atlassian.com</c>, <c>{cloudId}</c> and <c>{workspaceId}</c> can each be one
    /// segment of the path.
    /// </param>
    /// <exception cref="ArgumentException">The template is not such an address.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ServerAddress(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (FindFault(template, out Uri? origin, out string path) is { } fault)
        {
            // User information can contain a password.
            string shown = template.Contains('@', StringComparison.Ordinal) ? "The text" : $"'{DisplayText.Clean(template)}'";
            throw new ArgumentException($"{shown} is not the address of a server: {fault}.", nameof(template));
        }

        Template = template;
        Origin = origin!;
        Path = path;
        IsGateway = Origins.AreSame(origin!, s_gateway);
        HasCloudId = path.Contains(CloudId, StringComparison.Ordinal);
        HasWorkspaceId = path.Contains(WorkspaceId, StringComparison.Ordinal);
    }

    /// <summary>The address as the document has it, with <c>{cloudId}</c> and <c>{workspaceId}</c>.</summary>
    public string Template { get; }

    /// <summary>The origin of the address. Calls go to another one if the options say so.</summary>
    internal Uri Origin { get; }

    /// <summary>The path, without a slash at its end; empty if there is none.</summary>
    internal string Path { get; }

    /// <summary>Whether the server is Atlassian's gateway, so that its rules apply.</summary>
    internal bool IsGateway { get; }

    internal bool HasCloudId { get; }

    internal bool HasWorkspaceId { get; }

    /// <summary>Returns the template.</summary>
    public override string ToString() => Template;

    /// <summary>Creates the path with the ids, which are encoded so that they stay in their segments.</summary>
    internal string FillPath(string? cloudId, string? workspaceId)
    {
        string path = Path;
        if (HasCloudId)
        {
            path = path.Replace(CloudId, Uri.EscapeDataString(cloudId!), StringComparison.Ordinal);
        }

        return HasWorkspaceId ? path.Replace(WorkspaceId, Uri.EscapeDataString(workspaceId!), StringComparison.Ordinal) : path;
    }

    private static string? FindFault(string template, out Uri? origin, out string path)
    {
        origin = null;
        path = "";
        int scheme = template.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return "it has no scheme and host. It must be an absolute address such as https://api.example.com/v1";
        }

        int start = scheme + "://".Length;
        int slash = template.IndexOf('/', start);
        string authority = slash < 0 ? template[start..] : template[start..slash];
        path = slash < 0 ? "" : template[slash..].TrimEnd('/');

        // Each character that a parser could read as the end of the host, or decode, is refused rather than interpreted.
        if (authority.Length == 0
            || authority.AsSpan().ContainsAnyExcept(s_authorityCharacters)
            || !Uri.TryCreate(string.Concat(template.AsSpan(0, start), authority), UriKind.Absolute, out origin)
            || origin.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            return "its host cannot be used. It must be a host name without user information or variables, such as api.example.com";
        }

        if (origin.Scheme != Uri.UriSchemeHttps && !(origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback))
        {
            return "its scheme is not https (http is accepted only for loopback addresses)";
        }

        return path.Length == 0 ? null : FindPathFault(path, Origins.AreSame(origin, s_gateway));
    }

    private static string? FindPathFault(string path, bool isGateway)
    {
        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return "it has a query or a fragment";
        }

        if (RequestPath.FindFault(path) is { } fault)
        {
            return fault;
        }

        HashSet<string> variables = new(StringComparer.Ordinal);
        foreach (string segment in path[1..].Split('/'))
        {
            if (segment.Length == 0)
            {
                return "its path has an empty segment";
            }

            if (segment.AsSpan().IndexOfAny('{', '}') < 0)
            {
                continue;
            }

            if (segment is not (CloudId or WorkspaceId) || !isGateway)
            {
                return $"the segment '{segment}' has no value. {CloudId} and {WorkspaceId} are replaced only at {s_gateway.GetLeftPart(UriPartial.Authority)}, and other variables when the code is generated";
            }

            if (!variables.Add(segment))
            {
                return $"it has {segment} twice";
            }
        }

        return null;
    }
}
