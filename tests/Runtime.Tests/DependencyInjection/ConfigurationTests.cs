using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Options that are bound to a configuration section.</summary>
public sealed partial class ConfigurationTests
{
    private const string Secret = "s3cr3t-value";

    [Fact]
    public void DocumentedSampleShouldBeBound()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sign-in.md"));
        string sample = JsonBlock().Match(guide).Groups["text"].Value;
        IConfiguration configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(sample)))
            .AddInMemoryCollection([new("Atlassian:ClientSecret", Secret)])
            .Build();
        ServiceCollection services = new();
        services.AddAtlassian(configuration.GetSection("Atlassian"));
        using ServiceProvider provider = services.BuildServiceProvider();

        AtlassianOptions options = provider.GetRequiredService<IOptions<AtlassianOptions>>().Value;

        Assert.Equal(("b3bd7e7f", Secret, "https://example.atlassian.net"), (options.ClientId, options.ClientSecret, options.Site));
        Assert.Equal(new Uri("https://issues.example.com/callback"), options.RedirectUri);
        Assert.Equal(["read:jira-work", "write:jira-work", "offline_access"], options.Scopes);
        Assert.Equal((TimeSpan.FromSeconds(10), 2), (options.Grants.MaxStaleness, options.Resilience.Retry.MaxRetryAttempts));
        Assert.Same(AtlassianLogin.Consent, options.Login);
        Assert.NotNull(provider.GetRequiredService<AtlassianCaller>());
    }

    [Theory]
    [InlineData("ClientId", "id")]
    [InlineData("ClientSecret", "other")]
    [InlineData("RedirectUri", "https://example.com/callback")]
    [InlineData("Scopes:0", "a")]
    [InlineData("Scopes", "a b")]
    [InlineData("DefaultGrant", "customer-42")]
    [InlineData("Site", "example")]
    [InlineData("Workspace", "8aa0a5f2-0b6a-4b5b-9f0c-000000000001")]
    [InlineData("UserAgent", "Importer/2.1")]
    [InlineData("Json:Refused", "All")]
    [InlineData("MaxResponseBytes", "1000")]
    [InlineData("Grants:LateSpend", "Never")]
    [InlineData("Grants:MaxConcurrentExchanges", "3")]
    [InlineData("Resilience:CallTimeout:Timeout", "00:04:00")]
    [InlineData("Resilience:AttemptTimeout:Timeout", "00:00:20")]
    [InlineData("Resilience:Retry:Delay", "00:00:03")]
    [InlineData("Resilience:Retry:MaxDelay", "00:00:31")]
    [InlineData("Resilience:MaxRetryAfter", "00:00:50")]
    [InlineData("Resilience:HoldsBackQuotas", "false")]
    [InlineData("Endpoints:Gateway", "https://gateway.example")]
    [InlineData("endpoints:authorizationserver", "https://auth.example")]
    public void EachValueShouldReachItsOption(string key, string value)
    {
        AtlassianOptions options = Bind((key, value));
        object actual = key switch
        {
            "ClientId" => options.ClientId,
            "ClientSecret" => options.ClientSecret,
            "RedirectUri" => options.RedirectUri!,
            "Scopes:0" or "Scopes" => string.Join(' ', options.Scopes),
            "DefaultGrant" => options.DefaultGrant,
            "Site" => options.Site!,
            "Workspace" => options.Workspace!,
            "UserAgent" => options.UserAgent!,
            "Json:Refused" => options.Json.Refused == JsonDrifts.All ? "All" : "",
            "MaxResponseBytes" => options.MaxResponseBytes,
            "Grants:LateSpend" => options.Grants.LateSpend,
            "Grants:MaxConcurrentExchanges" => options.Grants.MaxConcurrentExchanges,
            "Resilience:CallTimeout:Timeout" => options.Resilience.CallTimeout.Timeout,
            "Resilience:AttemptTimeout:Timeout" => options.Resilience.AttemptTimeout.Timeout,
            "Resilience:Retry:Delay" => options.Resilience.Retry.Delay,
            "Resilience:Retry:MaxDelay" => options.Resilience.Retry.MaxDelay!,
            "Resilience:MaxRetryAfter" => options.Resilience.MaxRetryAfter,
            "Resilience:HoldsBackQuotas" => options.Resilience.HoldsBackQuotas ? "true" : "false",
            "Endpoints:Gateway" => options.Endpoints.Gateway.OriginalString,
            _ => options.Endpoints.AuthorizationServer.OriginalString,
        };
        Assert.Equal(value, actual.ToString());
    }

    [Fact]
    public void MissingValuesShouldKeepTheDefaults()
    {
        AtlassianOptions options = Bind(("Resilience:HoldsBackQuotas", "true"), ("Resilience:Retry:MaxRetryAttempts", "4"), ("Grants:Leeway", "00:10:00"));
        AtlassianOptions defaults = new();

        Assert.Equal(defaults.MaxResponseBytes, options.MaxResponseBytes);
        Assert.Same(defaults.Json, options.Json);
        Assert.Equal(defaults.Endpoints.Gateway, options.Endpoints.Gateway);
        foreach (PropertyInfo property in typeof(GrantOptions).GetProperties())
        {
            Assert.Equal(property.GetValue(defaults.Grants), property.GetValue(options.Grants));
        }

        Assert.Equal(defaults.Resilience.Retry.Delay, options.Resilience.Retry.Delay);
        Assert.Equal(defaults.Resilience.CallTimeout.Timeout, options.Resilience.CallTimeout.Timeout);
    }

    /// <summary>A property that the binder sets and whose key is refused, or a key that nothing sets, would be a trap.</summary>
    [Fact]
    public void KnownKeysShouldBeThePropertiesThatAreBound()
    {
        AssertEqual(typeof(AtlassianSection), SectionKeys.Atlassian);
        AssertEqual(typeof(LoginSection), SectionKeys.Atlassian["Login"]);
        AssertEqual(typeof(GrantOptions), SectionKeys.Atlassian["Grants"]);
        AssertEqual(typeof(JsonSection), SectionKeys.Atlassian["Json"]);
        AssertEqual(typeof(AtlassianEndpoints), SectionKeys.Atlassian["Endpoints"]);
        AssertEqual(typeof(ResilienceSection), SectionKeys.Atlassian["Resilience"]);
        AssertEqual(typeof(RetrySection), SectionKeys.Atlassian["Resilience"]["Retry"]);
        AssertEqual(typeof(TimeoutSection), SectionKeys.Atlassian["Resilience"]["CallTimeout"]);
        AssertEqual(typeof(TimeoutSection), SectionKeys.Atlassian["Resilience"]["AttemptTimeout"]);

        // Delegates cannot be in configuration.
        Assert.Equal(
            typeof(AtlassianOptions).GetProperties().Select(static p => p.Name).Except([nameof(AtlassianOptions.CallHandlers)]).Order(),
            typeof(AtlassianSection).GetProperties().Select(static p => p.Name).Order());

        static void AssertEqual(Type type, SectionKeys keys) =>
            Assert.Equal(type.GetProperties().Select(static p => p.Name).Order(), keys.Names.Order());
    }

    [Theory]
    [InlineData("Consent", "users' consent")]
    [InlineData("serviceaccount", "service account")]
    [InlineData("ApiToken", "API token (not shown)")]
    [InlineData("ScopedApiToken", "API token with scopes (not shown)")]
    [InlineData("ServiceAccountApiToken", "service account's API token (not shown)")]
    [InlineData("BearerToken", "bearer token (not shown)")]
    [InlineData("None", "no login")]
    public void LoginShouldBeExpressible(string kind, string expected)
    {
        (string, string)[] credentials = [("Login:Email", "ada@example.com"), ("Login:Token", Secret), ("Site", "https://example.atlassian.net")];
        Assert.Equal(expected, Bind([("Login:Kind", kind), .. credentials]).Login.ToString());

        // The kind in a file, and the rest in secrets.
        Assert.Equal(expected, Bind([("Login", kind), .. credentials]).Login.ToString());
    }

    [Theory]
    [InlineData("BearerToken", "Token", "", "bearer token (not shown)", null)]
    [InlineData("Basic", "Password", "User", "user name and password (not shown)", "Basic")]
    [InlineData("apikey", "Value", "Header", "API key (not shown)", "")]
    public void LoginOfAnotherHostShouldBeExpressible(string kind, string secret, string name, string expected, string? scheme)
    {
        AtlassianOptions options = Bind(
            ("Login:Kind", kind), ($"Login:{secret}", Secret), ($"Login:{(name.Length == 0 ? "Token" : name)}", name.Length == 0 ? Secret : "X-Name"), ("Server", "https://api.example.com/v1"));
        Assert.Equal((expected, new Uri("https://api.example.com/v1")), (options.Login.ToString(), options.Server));
        Assert.Equal(scheme ?? "Bearer", options.Login.Fixed!.Scheme);
        Assert.Equal(kind == "apikey" ? "X-Name" : "Authorization", options.Login.Header);
    }

    [Theory]
    [InlineData("Basic", "User", null, "Password", Secret, "Atlassian:Login:User is not set")]
    [InlineData("Basic", "User", "mia", "Password", null, "Atlassian:Login:Password is not set")]
    [InlineData("Basic", "User", "m:ia", "Password", Secret, "Atlassian:Login:User cannot be used")]
    [InlineData("ApiKey", "Header", null, "Value", Secret, "Atlassian:Login:Header is not set")]
    [InlineData("ApiKey", "Header", "X-Key", "Value", Secret + "\n", "Atlassian:Login:Value cannot be used")]
    [InlineData("ApiKey", "Header", Secret + " ", "Value", "x", "Atlassian:Login:Header cannot be used")]
    [InlineData("ApiKey", "Header", "Host", "Value", Secret, "Atlassian:Login:Header cannot be used")]
    [InlineData(null, "Header", "X-Key", "Value", Secret, "Atlassian:Login:Kind is not set")]
    public void IncompleteLoginOfAnotherHostShouldBeExplainedWithoutTheSecret(
        string? kind, string name, string? nameValue, string secret, string? secretValue, string expected)
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            () => Bind(("Login:Kind", kind), ("Login:" + name, nameValue), ("Login:" + secret, secretValue), ("Server", "https://api.example.com")));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grants:Leeway", "ten minutes", "'ten minutes' at 'Atlassian:Grants:Leeway'")]
    [InlineData("MaxResponseBytes", "1 MB", "'1 MB' at 'Atlassian:MaxResponseBytes'")]
    [InlineData("Grants:LateSpend", "Perhaps", "'Perhaps' at 'Atlassian:Grants:LateSpend'")]
    [InlineData("Grants:LeewayMargin", "00:10:00", "Atlassian:Grants:LeewayMargin (00:10:00)")]
    [InlineData("Resilience:Retry:Delay", "-00:00:01", "Atlassian:Resilience:Retry:Delay (-00:00:01)")]
    [InlineData("Resilience:CallTimeout:Timeout", "2.00:00:00", "Atlassian:Resilience:CallTimeout:Timeout is 2.00:00:00")]
    [InlineData("MaxResponseBytes", "0", "Atlassian:MaxResponseBytes (0)")]
    [InlineData("Endpoints:Gateway", "http://api.example", "Atlassian:Endpoints:Gateway 'http://api.example/'")]
    [InlineData("RedirectUri", "callback", "Atlassian:RedirectUri 'callback'")]
    [InlineData("UserAgent", "no(pe", "Atlassian:UserAgent 'no(pe'")]
    [InlineData("Site", "11111111-2222-4333-8444-55555555555", "Atlassian:Site '11111111-2222-4333-8444-55555555555'")]
    [InlineData("Workspace", "a/b", "Atlassian:Workspace 'a/b' is not the id of a workspace")]
    [InlineData("Server", "https://api.bitbucket.org/2.0", "Atlassian:Server is set, but the login (users' consent) is Atlassian's")]
    [InlineData("ClientId", " ", "Atlassian:ClientId is not set")]
    [InlineData("ClinetId", "id", "Atlassian:ClinetId: the key is not known")]
    [InlineData("Grants:Leway", "00:10:00", "Atlassian:Grants:Leway: the key is not known")]
    [InlineData("Resilience:Retry:MaxRetries", "2", "Atlassian:Resilience:Retry:MaxRetries: the key is not known")]
    [InlineData("Grants", "00:10:00", "Atlassian:Grants is a value, but must be a section with the keys Leeway,")]
    [InlineData("Site:Address", "x", "Atlassian:Site has keys below it, but is a single value")]
    [InlineData("Login:Kind", "Password", "Atlassian:Login:Kind is not known. Set it to Consent,")]
    [InlineData("Login:Token", Secret, "Atlassian:Login:Kind is not set")]
    public void WrongValueShouldBeNamedWithItsKey(string key, string value, string expected)
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Bind((key, value)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiToken", null, Secret, "Atlassian:Login:Email is not set")]
    [InlineData("ApiToken", "ada@example.com", null, "Atlassian:Login:Token is not set")]
    [InlineData("ApiToken", "ada@example.com", Secret + " ", "Atlassian:Login:Token cannot be used")]
    [InlineData("ApiToken", "ada:ex", Secret, "Atlassian:Login:Email cannot be used")]
    [InlineData("ServiceAccountApiToken", null, "", "Atlassian:Login:Token is not set")]
    [InlineData("BearerToken", null, Secret + "\n", "Atlassian:Login:Token cannot be used")]
    [InlineData(Secret, null, null, "Atlassian:Login:Kind is not known")]
    public void IncompleteLoginShouldBeExplainedWithoutTheSecret(string kind, string? email, string? token, string expected)
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            () => Bind(("Login:Kind", kind), ("Login:Email", email), ("Login:Token", token), ("Site", "https://example.atlassian.net")));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownKeysOfAMisplacedSectionShouldBeAFew()
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            () => Bind([.. Enumerable.Range(0, 100).Select(static i => ($"Key{i:00}", (string?)"x"))]));

        Assert.Contains("Atlassian:Key04 and 95 more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RootOfAConfigurationShouldBeBound()
    {
        IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection([new("ClientId", "id")]).Build();
        ServiceCollection services = new();
        services.AddAtlassian(root);
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<AtlassianOptions>>().Value);

        Assert.StartsWith("ClientSecret is not set", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CodeShouldOverrideTheSection()
    {
        IConfiguration configuration = Build(("Site", "one"));
        ServiceCollection services = new();
        services.AddAtlassian(configuration.GetSection("Atlassian"), static options => options.Site += " and two");
        services.AddAtlassian("reporting", configuration.GetSection("Atlassian"), static options => options.Site += " and three");
        using ServiceProvider provider = services.BuildServiceProvider();
        IOptionsMonitor<AtlassianOptions> monitor = provider.GetRequiredService<IOptionsMonitor<AtlassianOptions>>();

        Assert.Equal(("one and two", "one and three"), (monitor.CurrentValue.Site, monitor.Get("reporting").Site));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reporting")]
    public async Task ResilienceShouldBeReloadedAndInvalidOptionsShouldChangeNothing(string name)
    {
        int sent = 0;
        ManualTime time = new();
        IConfigurationRoot configuration = Build(
            ("Login:Kind", "BearerToken"), ("Login:Token", Secret), ("Site", "11111111-2222-4333-8444-555555555555"), ("Resilience:Retry:MaxRetryAttempts", "3"));
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(time);
        IConfigurationSection section = configuration.GetSection("Atlassian");
        IAtlassianBuilder builder = name.Length == 0 ? services.AddAtlassian(section) : services.AddAtlassian(name, section);
        builder.UseTransport(_ => new Http.StubTransport(_ =>
        {
            sent++;
            return Http.StubTransport.Json(System.Net.HttpStatusCode.ServiceUnavailable, "{}");
        }));
        await using ServiceProvider provider = services.BuildServiceProvider();
        AtlassianCaller caller = name.Length == 0 ? provider.GetRequiredService<AtlassianCaller>() : provider.GetRequiredKeyedService<AtlassianCaller>(name);
        Assert.Equal(4, await CountAttemptsAsync());

        configuration["Atlassian:Resilience:Retry:MaxRetryAttempts"] = "1";
        configuration.Reload();
        Assert.Equal(2, await CountAttemptsAsync());

        configuration["Atlassian:Resilience:Retry:MaxRetryAttempts"] = "many";
        Assert.ThrowsAny<Exception>(configuration.Reload);
        Assert.Equal(2, await CountAttemptsAsync());

        configuration["Atlassian:Resilience:Retry:MaxRetryAttempts"] = "2";
        configuration.Reload();
        Assert.Equal(3, await CountAttemptsAsync());

        async Task<int> CountAttemptsAsync()
        {
            sent = 0;
            OperationDescriptor read = new("getIssue", HttpMethod.Get, "/rest/api/3/issue/A-1", "jira", "Jira", [200]);
            Task call = caller.SendAsync(read.CreateRequest("/rest/api/3/issue/A-1"), CancellationToken.None);
            await Assert.ThrowsAsync<AtlassianApiException>(() => time.RunAsync(call, TimeSpan.FromSeconds(1)));
            return sent;
        }
    }

    private static AtlassianOptions Bind(params (string Key, string? Value)[] values)
    {
        ServiceCollection services = new();
        services.AddAtlassian(Build(values).GetSection("Atlassian"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AtlassianOptions>>().Value;
    }

    private static IConfigurationRoot Build(params (string Key, string? Value)[] values)
    {
        Dictionary<string, string?> all = new(StringComparer.OrdinalIgnoreCase) { ["Atlassian:ClientId"] = "client", ["Atlassian:ClientSecret"] = Secret };
        foreach ((string key, string? value) in values)
        {
            all["Atlassian:" + key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    [GeneratedRegex("^```json\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
