using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Runtime.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Clients that name the registration of their login, as generated code registers them.</summary>
public sealed class ServerRegistrationTests : IDisposable
{
    private static readonly OperationDescriptor s_operation = new(
        "listRepositories", HttpMethod.Get, "/repositories", "", "Bitbucket", [200], server: new ServerAddress("https://api.bitbucket.org/2.0"));

    private readonly StubTransport _transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, "{}"));
    private readonly ServiceCollection _services = new();

    public void Dispose() => _transport.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClientShouldUseItsRegistrationWhicheverBuilderItIsAddedTo(bool isAddedFirst)
    {
        IAtlassianBuilder builder = _services.AddAtlassian(static options => options.Login = AtlassianLogin.BearerToken("of-atlassian")).UseTransport(_ => _transport);
        if (isAddedFirst)
        {
            AddClient(builder);
        }

        IAtlassianBuilder bitbucket = AddBitbucket();
        if (!isAddedFirst)
        {
            AddClient(bitbucket);
        }

        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);
        Start(provider);
        await provider.GetRequiredService<Client>().SendAsync();
        await provider.GetRequiredKeyedService<Client>("bitbucket").SendAsync();

        Assert.Equal(Enumerable.Repeat(("https://api.bitbucket.org/2.0/repositories", (string?)"Bearer of-bitbucket"), 2), _transport.Sent.Select(static sent => (sent.Uri.OriginalString, sent.Login)));
    }

    [Fact]
    public async Task MissingRegistrationShouldFailTheStart()
    {
        IAtlassianBuilder builder = _services.AddAtlassian(static options => options.Login = AtlassianLogin.BearerToken("of-atlassian"));
        AddClient(builder);
        ApiRegistration.Add<OtherClient>(builder, static _ => new OtherClient(), "bitbucket");
        ApiRegistration.Add<OtherClient>(builder, static _ => new OtherClient(), "acme");
        await using ServiceProvider provider = _services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Start(provider));

        const string Problem = "Leeway is not registered with the name '{0}'. Call services.AddAtlassian(\"{0}\", ...), or correct the name. A client of the project uses it (Login in the project file).";
        Assert.Equal([Format("acme"), Format("bitbucket")], exception.Failures);
        Assert.Contains(
            "services.AddAtlassian(\"bitbucket\", ...)", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Client>()).Message, StringComparison.Ordinal);

        static string Format(string name) => Problem.Replace("{0}", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceOfTheApplicationShouldBeKept()
    {
        Client own = new(null!);
        _services.AddSingleton(own);
        AddClient(AddBitbucket());
        await using ServiceProvider provider = _services.BuildServiceProvider();
        Assert.Same(own, provider.GetRequiredService<Client>());
        Assert.NotSame(own, provider.GetRequiredKeyedService<Client>("bitbucket"));
    }

    [Fact]
    public async Task WrongServerShouldFailTheStart()
    {
        _services.AddAtlassian("bitbucket", static options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Server = new Uri("http://api.bitbucket.org/2.0");
        });
        await using ServiceProvider provider = _services.BuildServiceProvider();
        Assert.StartsWith("Server is not an https address", Assert.Throws<OptionsValidationException>(() => Start(provider)).Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnHttpClientShouldUseTheServer()
    {
        AddBitbucket();
        _services.AddHttpClient("own").UseAtlassian("bitbucket");
        await using ServiceProvider provider = _services.BuildServiceProvider();
        HttpClient client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("own");
        Assert.Equal(new Uri("https://api.bitbucket.org"), client.BaseAddress);

        await new AtlassianCaller(client).SendAsync(s_operation.CreateRequest("/repositories?page=2"), CancellationToken.None);

        (_, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal(("https://api.bitbucket.org/2.0/repositories?page=2", "Bearer of-bitbucket"), (uri.OriginalString, login));

        using HttpRequestMessage other = new(HttpMethod.Get, "https://api.atlassian.com/repositories");
        other.Options.Set(OperationDescriptor.Key, s_operation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(other));
        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task ConnectionShouldNeedNoContainer()
    {
        AtlassianOptions options = new() { Login = AtlassianLogin.ApiKey("X-Api-Key", "key"), Server = new Uri("https://api.bitbucket.org/2.0") };
        await using AtlassianConnection connection = AtlassianConnection.Open(options, transport: _transport);
        await new Client(connection.Caller).SendAsync();
        Assert.Contains("X-Api-Key: key", Assert.Single(_transport.Sent).Headers, StringComparison.Ordinal);
    }

    private static void Start(ServiceProvider provider) => provider.GetRequiredService<IStartupValidator>().Validate();

    private static void AddClient(IAtlassianBuilder builder) => ApiRegistration.Add(builder, static caller => new Client(caller), "bitbucket");

    private IAtlassianBuilder AddBitbucket() => _services.AddAtlassian("bitbucket", static options =>
    {
        options.Login = AtlassianLogin.BearerToken("of-bitbucket");
        options.Server = new Uri("https://api.bitbucket.org/2.0");
    }).UseTransport(_ => _transport);

    private sealed class Client(AtlassianCaller caller)
    {
        public Task SendAsync() => caller.SendAsync(s_operation.CreateRequest("/repositories"), CancellationToken.None);
    }

    private sealed class OtherClient;
}
