using Leeway.Grants;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using System.Xml.Linq;

namespace Leeway.AspNetCore.Tests.Protection;

public sealed class DataProtectionTokenProtectorTests
{
    private static readonly GrantId s_ada = new("ada");
    private static readonly byte[] s_secret = "secret"u8.ToArray();

    [Fact]
    public async Task SecretShouldBeReadForItsGrantOnly()
    {
        DataProtectionTokenProtector protector = new(new EphemeralDataProtectionProvider());
        byte[] encrypted = await protector.ProtectAsync(s_ada, s_secret);

        Assert.Equal(s_secret, await protector.UnprotectAsync(s_ada, encrypted));
        Assert.Equal(-1, encrypted.AsSpan().IndexOf(s_secret));
        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(() => protector.UnprotectAsync(new GrantId("bob"), encrypted).AsTask());
        Assert.Contains("'bob'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedSecretShouldBeRejected()
    {
        DataProtectionTokenProtector protector = new(new EphemeralDataProtectionProvider());
        byte[] encrypted = await protector.ProtectAsync(s_ada, s_secret);
        for (int i = 0; i < encrypted.Length; i++)
        {
            byte[] changed = [.. encrypted];
            changed[i] ^= 1;
            await Assert.ThrowsAsync<TokenProtectionException>(() => protector.UnprotectAsync(s_ada, changed).AsTask());
            await Assert.ThrowsAsync<TokenProtectionException>(() => protector.UnprotectAsync(s_ada, encrypted.AsMemory(0, i)).AsTask());
        }
    }

    [Fact]
    public async Task OtherKeyRingShouldNotReadTheSecret()
    {
        byte[] encrypted = await new DataProtectionTokenProtector(new EphemeralDataProtectionProvider()).ProtectAsync(s_ada, s_secret);

        await Assert.ThrowsAsync<TokenProtectionException>(
            () => new DataProtectionTokenProtector(new EphemeralDataProtectionProvider()).UnprotectAsync(s_ada, encrypted).AsTask());
    }

    [Fact]
    public async Task PurposeShouldSeparateTokensFromOtherUsesOfTheKeys()
    {
        EphemeralDataProtectionProvider provider = new();
        byte[] other = provider.CreateProtector("Leeway.Grants").Protect(s_secret);

        await Assert.ThrowsAsync<TokenProtectionException>(() => new DataProtectionTokenProtector(provider).UnprotectAsync(s_ada, other).AsTask());
    }

    /// <summary>A store reports this exception as a failure that may pass, not as tokens that cannot be read.</summary>
    [Fact]
    public async Task FailureOfTheKeyRepositoryShouldNotCountAsAnUnreadableToken()
    {
        ServiceCollection services = new();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(static options => options.XmlRepository = new FailingRepository());
        await using ServiceProvider provider = services.BuildServiceProvider();
        DataProtectionTokenProtector protector = new(provider.GetRequiredService<IDataProtectionProvider>());
        byte[] encrypted = await new DataProtectionTokenProtector(new EphemeralDataProtectionProvider()).ProtectAsync(s_ada, s_secret);

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => protector.UnprotectAsync(s_ada, encrypted).AsTask());

        Assert.IsNotType<TokenProtectionException>(exception);
    }

    [Fact]
    public async Task CanceledOperationShouldNotRun()
    {
        DataProtectionTokenProtector protector = new(new EphemeralDataProtectionProvider());
        CancellationToken canceled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => protector.ProtectAsync(s_ada, s_secret, canceled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => protector.UnprotectAsync(s_ada, s_secret, canceled).AsTask());
    }

    [Theory]
    [InlineData("")]
    [InlineData("reports")]
    public async Task StoreShouldUseTheProtectorOfItsRegistration(string name)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        IAtlassianBuilder builder = name.Length == 0 ? services.AddAtlassian(static _ => { }) : services.AddAtlassian(name, static _ => { });
        ITokenProtector? used = null;
        builder.ProtectTokensWithDataProtection().StoreGrants((_, protector) =>
        {
            used = protector;
            return new InMemoryGrantStore(TimeProvider.System);
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        _ = name.Length == 0 ? provider.GetRequiredService<IGrantStore>() : provider.GetRequiredKeyedService<IGrantStore>(name);

        Assert.IsType<DataProtectionTokenProtector>(used);
        Assert.Equal(name.Length == 0, provider.GetService<ITokenProtector>() is not null);
    }

    private sealed class FailingRepository : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => throw new IOException("The repository does not respond.");

        public void StoreElement(XElement element, string friendlyName) => throw new IOException("The repository does not respond.");
    }
}
