using System.Text.Json;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Cluster;

/// <summary>
/// The process that simulates Atlassian. It responds to each line: <c>report</c> returns its counts, <c>begin</c> starts losing responses,
/// and <c>calm</c> stops that and makes new tokens long-lived.
/// </summary>
internal static class SimulatorRole
{
    private static readonly TimeSpan s_longLifetime = TimeSpan.FromHours(6);

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        ClusterSettings settings = JsonSerializer.Deserialize<ClusterSettings>((await input.ReadLineAsync())!)!;
        Random random = new(settings.Seed);
        AtlassianSimulator simulator = new(new SimulatorOptions
        {
            Seed = settings.Seed,
            App = new RegisteredApp { ClientId = ClusterApplication.ClientId, ClientSecret = ClusterApplication.ClientSecret },
            Authorization = new AuthorizationServerOptions { Leeway = settings.Leeway, Siblings = settings.Siblings, AccessTokenLifetime = s_longLifetime },
        });
        GatewayWatch watch = new(simulator, settings);
        bool hasBegun = false;
        bool isCalm = false;
        int lostAnswers = 0;
        simulator.Faults.Add(Fault.DropAfterCommit, ShouldLose, int.MaxValue);
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator);
        await RespondAsync(new SimulatorAddresses(simulator.AuthorizationOrigin, simulator.GatewayOrigin));
        while (await input.ReadLineAsync() is { } command)
        {
            hasBegun |= command == "begin";
            if (command == "calm")
            {
                isCalm = true;
                watch.CountServingAnew();
            }

            // A run makes more calls than fit into memory.
            simulator.ForgetRequests();
            await RespondAsync(watch.Report(lostAnswers));
        }

        // Called for one request at a time.
        bool ShouldLose(SimulatedRequest request)
        {
            if (request.Origin == SimulatedOrigin.Gateway)
            {
                watch.Observe(request);
                return false;
            }

            if (request.Origin != SimulatedOrigin.AuthorizationServer || request.Path != "/oauth/token")
            {
                return false;
            }

            watch.ObserveExchange(request);

            // The first tokens expire immediately, and those after the last rotation are long-lived.
            TimeSpan lifetime = settings.AccessTokenLifetime - (settings.LifetimeSpread * random.NextDouble());
            simulator.Authorization.Options.AccessTokenLifetime = isCalm || HasEnoughRotations() ? s_longLifetime : lifetime;
            if (!hasBegun || isCalm || !settings.HasFaults || random.NextDouble() >= settings.LostAnswers)
            {
                return false;
            }

            lostAnswers++;
            return true;
        }

        bool HasEnoughRotations() =>
            simulator.Authorization.Events.Count(static entry => entry.Kind == AuthorizationEventKind.Rotated) >= settings.Rotations - 1;

        async Task RespondAsync<T>(T response)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(response));
            await output.FlushAsync();
        }
    }
}
