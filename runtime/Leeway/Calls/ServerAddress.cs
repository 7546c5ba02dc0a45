using System.ComponentModel;

namespace Leeway.Calls;

/// <summary>The address before the routes of operations that are not called at a site.</summary>
/// <remarks>Immutable. Generated clients hold one for each server.</remarks>
public sealed class ServerAddress
{
    private const string Gateway = "https://api.atlassian.com";

    /// <summary>Initializes an address.</summary>
    /// <param name="template">
    /// An https address without user information, a query and a fragment. At Atlassian's gateway, segments of its path can be
    /// <c>{cloudId}</c> and <c>{workspaceId}</c>.
    /// </param>
    /// <exception cref="ArgumentException">The template is another text.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ServerAddress(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        string address = template.StartsWith(Gateway + "/", StringComparison.Ordinal)
            ? template.Replace("/{cloudId}", "/-", StringComparison.Ordinal).Replace("/{workspaceId}", "/-", StringComparison.Ordinal)
            : template;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.AbsoluteUri.TrimEnd('/') != address
            || uri.Scheme != Uri.UriSchemeHttps || (uri.UserInfo + uri.Query + uri.Fragment).Length > 0)
        {
            throw new ArgumentException("The address of a server must be an https address without user information, a query and a fragment.", nameof(template));
        }

        Template = template;
    }

    /// <summary>The address, with the variables that are replaced when an operation is called.</summary>
    public string Template { get; }

    /// <summary>Returns the address.</summary>
    public override string ToString() => Template;
}
