using Leeway.AspNetCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Browser.Tests.Hosting;

/// <summary>The sample application with fewer scopes than its page needs, and with the page for operators.</summary>
public sealed class FewScopesHost : SampleHost
{
    protected override void ConfigureServices(IServiceCollection services)
    {
        services.PostConfigure<AtlassianOptions>(static options => options.Scopes = ["read:jira-user", "offline_access"]);
        services.PostConfigure<AtlassianSignInOptions>(static options => options.OperatorPolicy = "operators");
        services.AddAuthentication();
        services.AddAuthorizationBuilder().AddPolicy("operators", static policy => policy.RequireAssertion(static _ => true));
    }
}
