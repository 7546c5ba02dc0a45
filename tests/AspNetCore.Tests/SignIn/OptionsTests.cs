using Leeway.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class OptionsTests
{
    [Fact]
    public async Task MissingRedirectAddressShouldFailTheStart() =>
        Assert.Contains("AddSignIn needs AtlassianOptions.RedirectUri.", await FailAsync(static options => options.RedirectUri = null), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://app.example/atlassian/callback")]
    [InlineData("ftp://app.example/atlassian/callback")]
    public async Task UnencryptedRedirectAddressShouldFailTheStart(string address) =>
        Assert.Contains($"'{address}'. It must begin with https://", await FailAsync(options => options.RedirectUri = new Uri(address)), StringComparison.Ordinal);

    [Fact]
    public async Task MissingScopesShouldFailTheStart() =>
        Assert.Contains("AddSignIn needs AtlassianOptions.Scopes.", await FailAsync(static options => options.Scopes = []), StringComparison.Ordinal);

    [Fact]
    public async Task OtherLoginShouldFailTheStart() => Assert.Contains(
        "AtlassianOptions.Login is 'service account'",
        await FailAsync(static options => options.Login = AtlassianLogin.ServiceAccount),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("https://evil.example/a.css")]
    [InlineData("//evil.example/a.css")]
    [InlineData("a.css")]
    public async Task AddressesShouldBeLocal(string address)
    {
        Assert.Contains($"Stylesheet is '{address}'", await FailAsync(null, options => options.Stylesheet = address), StringComparison.Ordinal);
        Assert.Contains($"DefaultReturnAddress is '{address}'", await FailAsync(null, options => options.DefaultReturnAddress = address), StringComparison.Ordinal);
    }

    [Fact]
    public void MappingShouldNeedASignIn()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAtlassian(static options => options.Login = AtlassianLogin.ServiceAccount);
        using WebApplication application = builder.Build();

        Assert.Contains("Call AddSignIn(...)", Assert.Throws<InvalidOperationException>(() => application.MapAtlassianSignIn("/atlassian")).Message, StringComparison.Ordinal);
        Assert.Contains("with the name 'other'", Assert.Throws<InvalidOperationException>(() => application.MapAtlassianSignIn("/atlassian", "other")).Message, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(Action<AtlassianOptions>? configure, Action<AtlassianSignInOptions>? signIn = null)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApplication.StartAsync(new TestSetup { Options = configure, SignIn = signIn }));
        return exception.Message;
    }
}
