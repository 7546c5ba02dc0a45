using System.Diagnostics;
using Leeway.Grants;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>
/// An address at Atlassian and an access token for it, which the application received with a request, such as those of a Forge invocation.
/// Calls with it use neither the login nor the sites of the registration.
/// </summary>
/// <remarks>Immutable. The token is sent to the origin of <see cref="BaseAddress"/> only, and is never printed.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CallTarget
{
    private readonly string _prefix;

    /// <summary>Initializes a target.</summary>
    /// <param name="baseAddress">
    /// The address of a product at a gateway, such as <c>https://api.atlassian.com/ex/jira/{cloudId}</c>. It must come from a source that is
    /// trusted with the token. The scheme http is accepted for loopback addresses only.
    /// </param>
    /// <param name="token">The access token.</param>
    /// <exception cref="ArgumentException">The address is not <c>https://{host}/ex/{product}/{id}</c>.</exception>
    public CallTarget(Uri baseAddress, AccessToken token)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(token);
        if (FindProduct(baseAddress) is not { } product)
        {
            throw new ArgumentException(
                $"'{DisplayText.Clean(baseAddress.IsAbsoluteUri ? baseAddress.GetLeftPart(UriPartial.Path) : baseAddress.OriginalString)}' is not the address of a product at a gateway, such as https://api.atlassian.com/ex/jira/{{cloudId}}.",
                nameof(baseAddress));
        }

        BaseAddress = baseAddress;
        Product = product;
        Token = token;
        _prefix = baseAddress.GetLeftPart(UriPartial.Authority) + baseAddress.AbsolutePath.TrimEnd('/');
    }

    /// <summary>The address that the paths of calls are relative to.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The gateway's name of the product, such as <c>jira</c>. Only clients of this product can use the target.</summary>
    public string Product { get; }

    internal AccessToken Token { get; }

    /// <summary>Returns the address, without the token.</summary>
    public override string ToString() => $"{_prefix} with an access token (not shown)";

    /// <summary>Creates the address of a call.</summary>
    /// <exception cref="InvalidOperationException">The operation is not at the address.</exception>
    internal string CreateAddress(OperationDescriptor operation, string path)
    {
        if (operation.Server is { } server)
        {
            throw new InvalidOperationException(
                $"{operation} is called at {server}, but the token of the call is sent to {_prefix} only. Use a client without {nameof(CallSettings)}.{nameof(CallSettings.Target)}.");
        }

        return operation.Gateway == Product
            ? _prefix + path
            : throw new InvalidOperationException(
                $"{operation} belongs to '{operation.Gateway}', but the call is bound to {_prefix}, which is an address of '{Product}'. Use the address of '{operation.Gateway}' and its token.");
    }

    private static string? FindProduct(Uri address)
    {
        if (address is not { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || !Origins.HasUsableHost(address)
            || RequestPath.FindFault(address.AbsolutePath) is not null)
        {
            return null;
        }

        // An escape could be decoded further on and leave its segment.
        string[] segments = address.AbsolutePath.TrimEnd('/').Split('/');
        return segments is ["", "ex", { Length: > 0 } product, { Length: > 0 }] && !address.AbsolutePath.Contains('%', StringComparison.Ordinal)
            ? product
            : null;
    }
}
