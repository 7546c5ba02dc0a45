namespace Leeway.AspNetCore.Forge;

/// <summary>The defaults of the authentication scheme for Forge Remote.</summary>
public static class ForgeRemoteDefaults
{
    /// <summary>The name of the scheme.</summary>
    public const string AuthenticationScheme = "ForgeRemote";
}
