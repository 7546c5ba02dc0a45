using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Json;
using Leeway.Runtime.Tests.Http;
using Leeway.Simulator;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Leeway.Runtime.Tests;

public sealed class AtlassianConnectionTests
{
    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    [Fact]
    public async Task ProgramWithoutDependencyInjectionShouldSignInAndCall()
    {
        var time = new ManualTime();
        var simulator = new AtlassianSimulator(new SimulatorOptions { Time = time });
        AtlassianOptions options = new()
        {
            ClientId = simulator.App.ClientId,
            ClientSecret = simulator.App.ClientSecret,
            RedirectUri = new Uri("http://127.0.0.1/callback"),
            Endpoints = new AtlassianEndpoints { AuthorizationServer = simulator.AuthorizationOrigin, Gateway = simulator.GatewayOrigin },
        };
        options.Scopes.Add("read:jira-user");
        options.Scopes.Add("offline_access");
        using var transport = new SimulatorHandler(simulator);
        using (AtlassianConnection connection = AtlassianConnection.Open(options, transport: transport, time: time))
        {
            AuthorizationRequest request = connection.SignIn.Begin();
            SimulatedResponse consent = simulator.Handle(new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
            await connection.SignIn.CompleteAsync(request, new Uri(consent.Headers.Single(static header => header.Key == "Location").Value));

            RawJson user = await connection.Caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None);

            Assert.Equal(simulator.Account.AccountId, user.ToElement().GetProperty("accountId").GetString());
            Assert.Single(await connection.Sites.ListAsync(GrantId.Default));
            Assert.Equal(GrantState.Alive, (await connection.Grants.GetHealthAsync(GrantId.Default)).State);
        }

        // The connection must not dispose the transport.
        Assert.NotEmpty(simulator.Requests);
    }

    [Fact]
    public void MissingOptionShouldBeReportedBeforeAnyCall()
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => AtlassianConnection.Open(new AtlassianOptions()));
        Assert.Contains("ClientId is not set", exception.Message, StringComparison.Ordinal);
        Assert.Contains("options.Login", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrategiesOfAProgramShouldSeeEachAttemptAndPollyShouldLog()
    {
        ManualTime time = new();
        FakeLogger log = new();
        using StubTransport transport = new(static _ => new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable));
        AtlassianOptions options = new() { Login = AtlassianLogin.BearerToken("token"), Site = "11111111-2222-4333-8444-555555555555" };
        options.Resilience.Retry.MaxRetryAttempts = 9;
        await using AtlassianConnection connection = AtlassianConnection.Open(
            options,
            transport: transport,
            time: time,
            loggers: log.ToFactory(),
            configureResilience: static builder => builder.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 1,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromMinutes(10),
                BreakDuration = TimeSpan.FromMinutes(10),
            }));

        Task call = connection.Caller.SendAsync(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => time.RunAsync(call, TimeSpan.FromSeconds(1)));
        Assert.Equal(3, transport.Sent.Count);
        Assert.Contains(log.ReadLines(), static line => line.Contains("OnRetry", StringComparison.Ordinal) && line.Contains("Leeway-calls", StringComparison.Ordinal));
    }
}
