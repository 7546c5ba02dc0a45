using System.Security.Claims;

namespace Leeway.AspNetCore.Forge;

/// <summary>The types of the claims that the user of a Forge invocation has.</summary>
/// <remarks>
/// The account id of the person who caused the invocation, if there is one, is <see cref="ClaimTypes.NameIdentifier"/>.
/// <see cref="ForgeInvocation"/> has everything else.
/// </remarks>
public static class ForgeClaimTypes
{
    /// <summary>The id of the installation.</summary>
    public const string InstallationId = "forge:installation";

    /// <summary>The cloud id of the site.</summary>
    public const string CloudId = "forge:cloud";
}
