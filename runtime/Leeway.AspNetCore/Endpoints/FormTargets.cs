namespace Leeway.AspNetCore;

/// <summary>Where the form that begins a sign-in may lead.</summary>
internal static class FormTargets
{
    /// <summary>
    /// Returns the sources for <c>form-action</c>. Browsers apply it to every redirect that follows the form, and those on the way to
    /// Atlassian's consent lead over hosts that depend on how the user signs in, such as the one of a company's identity provider.
    /// </summary>
    public static string Of(AtlassianOptions options)
    {
        Uri server = options.Endpoints.AuthorizationServer;
        return server.Scheme == Uri.UriSchemeHttps ? " https:" : $" https: {server.GetLeftPart(UriPartial.Authority)}";
    }
}
