namespace Leeway;

/// <summary>A login in configuration.</summary>
internal sealed class LoginSection
{
    /// <summary>The name of the member of <see cref="AtlassianLogin"/>.</summary>
    public string? Kind { get; set; }

    public string? Email { get; set; }

    public string? Token { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? Header { get; set; }

    public string? Value { get; set; }

    /// <summary>Whether any key but the kind is set.</summary>
    public bool HasCredentials() => (Email ?? Token ?? User ?? Password ?? Header ?? Value) is not null;
}
