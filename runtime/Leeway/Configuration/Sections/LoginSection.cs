namespace Leeway;

/// <summary>A login in configuration.</summary>
internal sealed class LoginSection
{
    /// <summary>The name of the member of <see cref="AtlassianLogin"/>.</summary>
    public string? Kind { get; set; }

    public string? Email { get; set; }

    public string? Token { get; set; }
}
