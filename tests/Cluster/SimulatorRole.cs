using System.Text.Json;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Cluster;

/// <summary>
/// The process that stands for Atlassian. It answers each line that it is sent: <c>report</c> tells what it has seen; <c>begin</c> lets
/// answers be lost; <c>calm</c> ends that, and lets tokens last from now on.
/// </summary>
internal static class SimulatorRole
{
    private static readonly TimeSpan s_lasting = TimeSpan.FromHours(6);

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        ClusterSettings settings = JsonSerializer.Deserialize<ClusterSettings>((await input.ReadLineAsync())!)!;
        Random random = new(settings.Seed);
        AtlassianSimulator simulator = new(new SimulatorOptions
        {
            Seed = settings.Seed,
            App = new RegisteredApp(ClusterApplication.ClientId, ClusterApplication.ClientSecret),
            Authorization = new AuthorizationServerOptions { Leeway = settings.Leeway, Siblings = settings.Siblings, AccessTokenLifetime = s_lasting },
        });
        GatewayWatch watch = new(simulator, settings);
        bool hasBegun = false;
        bool isCalm = false;
        int lostAnswers = 0;
        simulator.Faults.Add(Fault.DropAfterCommit, MayLose, int.MaxValue);
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator);
        await AnswerAsync(new SimulatorAddresses(simulator.AuthorizationOrigin, simulator.GatewayOrigin));
        while (await input.ReadLineAsync() is { } command)
        {
            hasBegun |= command == "begin";
            if (command == "calm")
            {
                isCalm = true;
                watch.CountServingAnew();
            }

            // A run makes more calls than memory has room for.
            simulator.ForgetRequests();
            await AnswerAsync(watch.Report(lostAnswers));
        }

        // Called for one request at a time.
        bool MayLose(SimulatedRequest request)
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

            // The first tokens end at once, those of the last rotation last.
            TimeSpan lifetime = settings.AccessTokenLifetime - (settings.LifetimeSpread * random.NextDouble());
            simulator.Authorization.Options.AccessTokenLifetime = isCalm || HasEnough() ? s_lasting : lifetime;
            if (!hasBegun || isCalm || !settings.HasFaults || random.NextDouble() >= settings.LostAnswers)
            {
                return false;
            }

            lostAnswers++;
            return true;
        }

        bool HasEnough() =>
            simulator.Authorization.Events.Count(static happened => happened.Kind == AuthorizationEventKind.Rotated) >= settings.Rotations - 1;

        async Task AnswerAsync<T>(T answer)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(answer));
            await output.FlushAsync();
        }
    }
}
