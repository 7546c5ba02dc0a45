using Leeway.Grants;

namespace Leeway;

/// <summary>The values of <see cref="AtlassianOptions"/> that configuration can contain. The generator of the configuration binder binds it.</summary>
internal sealed class AtlassianSection
{
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public LoginSection? Login { get; set; }

    public Uri? RedirectUri { get; set; }

    public List<string>? Scopes { get; set; }

    public string? DefaultGrant { get; set; }

    public string? Site { get; set; }

    public string? Workspace { get; set; }

    public Uri? Server { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>The object of the options, which is bound itself.</summary>
    public GrantOptions? Grants { get; set; }

    public JsonSection? Json { get; set; }

    public int? MaxResponseBytes { get; set; }

    public ResilienceSection? Resilience { get; set; }

    /// <summary>The object of the options, which is bound itself.</summary>
    public AtlassianEndpoints? Endpoints { get; set; }
}
