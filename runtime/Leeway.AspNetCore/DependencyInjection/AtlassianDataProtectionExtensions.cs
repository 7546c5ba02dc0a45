using Leeway.AspNetCore;
using Leeway.Grants;
using Microsoft.AspNetCore.DataProtection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Encrypts stored tokens with Data Protection.</summary>
public static class AtlassianDataProtectionExtensions
{
    /// <summary>
    /// Encrypts stored tokens with the keys of ASP.NET Core Data Protection, in any store. Configure with <c>AddDataProtection()</c> where the
    /// keys are kept. <see cref="DataProtectionTokenProtector"/> describes what all processes must share.
    /// </summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder ProtectTokensWithDataProtection(this IAtlassianBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDataProtection();
        builder.Services.ReplaceOf<ITokenProtector>(
            builder.RegistrationName,
            ServiceLifetime.Singleton,
            static provider => new DataProtectionTokenProtector(provider.GetRequiredService<IDataProtectionProvider>()));
        return builder;
    }
}
