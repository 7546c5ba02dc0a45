using System.CommandLine;
using System.Net.Sockets;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;

namespace Leeway.Cli.Simulation;

/// <summary><c>leeway simulate</c>: the simulator on loopback, for an application to be pointed at.</summary>
internal static class SimulateCommand
{
    private const int Ports = 4;

    private static readonly string[] s_scopes =
        ["read:jira-work", "write:jira-work", "read:jira-user", "read:page:confluence", "read:space:confluence", "read:me"];

    public static Command Create()
    {
        Option<int> port = Number(
            "--port", $"The first of {Ports} ports in a row; ports that are free where it is left out.", defaultValue: null, maximum: 65536 - Ports);
        Option<int> lifetime = Number("--access-token-minutes", "How long an access token lives.", defaultValue: 60, maximum: 24 * 60);
        Option<int> leeway = Number("--leeway-minutes", "How long an exchanged refresh token may be repeated.", defaultValue: 10, maximum: 24 * 60);
        Option<int> inactivity = Number("--inactivity-days", "How long a refresh token may stay unused.", defaultValue: 90, maximum: 3650);
        Option<int> absolute = Number(
            "--absolute-days", "How long a token family may live, whatever its use; without end where it is left out.", defaultValue: null, maximum: 3650);
        AuthorizationServerOptions usual = new();
        Option<SiblingPolicy> siblings = Choice("--siblings", "Which answers to a repeated refresh token live on.", usual.Siblings);
        Option<SecondToLastPolicy> secondToLast = Choice("--second-to-last", "How the second-to-last refresh token is treated.", usual.SecondToLast);
        Option<ErrorDialect> errors = Choice("--errors", "How the token endpoint words a refusal.", usual.Errors);
        Option<NewConsentEffect> newConsent = Choice("--new-consent", "What a new consent does to earlier token families.", usual.NewConsent);
        Option<bool> persistent = new("--persistent-refresh-tokens") { Description = "Answer refreshes without a new refresh token." };

        Option<bool> codeReuse = new("--code-reuse-revokes") { Description = "Let an authorization code that comes twice end the family of its first use." };
        Option<bool> lateWithdrawal = new("--withdrawn-access-lives") { Description = "Let access tokens of a withdrawn grant work until the leeway has passed." };
        Option<bool> replacesSites = new("--consent-replaces-sites") { Description = "Let a consent replace the sites of the grant, as for resource-level apps." };

        Command command = new("simulate", "Run the simulated Atlassian on this machine until Ctrl+C.")
        {
            port, lifetime, leeway, inactivity, absolute, siblings, secondToLast, errors, newConsent, persistent, codeReuse, lateWithdrawal, replacesSites,
        };
        command.SetAction((result, cancellationToken) =>
        {
            AuthorizationServerOptions options = new()
            {
                AccessTokenLifetime = TimeSpan.FromMinutes(result.GetValue(lifetime)),
                Leeway = TimeSpan.FromMinutes(result.GetValue(leeway)),
                InactivityLimit = TimeSpan.FromDays(result.GetValue(inactivity)),
                AbsoluteLimit = result.GetValue(absolute) is > 0 and var days ? TimeSpan.FromDays(days) : null,
                Siblings = result.GetValue(siblings),
                SecondToLast = result.GetValue(secondToLast),
                Errors = result.GetValue(errors),
                NewConsent = result.GetValue(newConsent),
                PersistentRefreshTokens = result.GetValue(persistent),
                CodeReuseRevokesFamily = result.GetValue(codeReuse),
                WithdrawnAccessOutlivesLeeway = result.GetValue(lateWithdrawal),
                ConsentReplacesSites = result.GetValue(replacesSites),
            };
            return RunAsync(options, result.GetValue(port), result.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static Option<T> Choice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        Option<T> option = new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // A number is one of an enum for the library.
            if (result.Tokens is [var token] && !Enum.GetNames<T>().Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"{name} takes {string.Join(", ", Enum.GetNames<T>())}, not '{token.Value}'.{Suggestion.For(token.Value, Enum.GetNames<T>())}");
            }
        });
        return option;
    }

    private static Option<int> Number(string name, string description, int? defaultValue, int maximum)
    {
        Option<int> option = new(name) { Description = description, HelpName = "number" };
        if (defaultValue is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int number) && number >= 1 && number <= maximum))
            {
                result.AddError($"{name} takes a number from 1 to {maximum}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(
        AuthorizationServerOptions options,
        int port,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        AtlassianSimulator simulator = new(new SimulatorOptions { Authorization = options }) { ServiceAccountScopes = s_scopes };
        simulator.ApiTokens =
        [
            new SimulatedApiToken("simulated-api-token", simulator.Account, null),
            new SimulatedApiToken("simulated-scoped-api-token", simulator.Account, s_scopes),
        ];

        SimulatorHost host;
        try
        {
            int second = port == 0 ? 0 : port + 1;
            int third = port == 0 ? 0 : port + 2;
            int fourth = port == 0 ? 0 : port + 3;
            host = await SimulatorHost.StartAsync(simulator, port, second, third, fourth, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return CommandRun.Fail(console, exception.Message);
        }

        await using (host)
        {
            WriteGuide(simulator, console.Output);
            console.Output.Flush();
            TaskCompletionSource end = new();
            await using CancellationTokenRegistration registration = cancellationToken.Register(() => end.TrySetResult());
            await end.Task;
        }

        return 0;
    }

    private static void WriteGuide(AtlassianSimulator simulator, TextWriter output) => output.WriteLine(
        $$"""
        A simulated Atlassian is running until Ctrl+C.

          authorization server  {{Origin(simulator.AuthorizationOrigin)}}
          gateway               {{Origin(simulator.GatewayOrigin)}}
          media host            {{Origin(simulator.MediaOrigin)}}
          site                  {{Origin(simulator.SiteOrigin)}}  (at the gateway: {{simulator.Sites[0].Name}}, {{simulator.Sites[0].CloudId}})
          client id             {{simulator.App.ClientId}}
          client secret         {{simulator.App.ClientSecret}}
          email                 {{simulator.Account.Email}}
          API token             {{simulator.ApiTokens[0].Value}}
          with scopes           {{simulator.ApiTokens[1].Value}}

        To point an application at it:

          services.AddAtlassian(options =>
          {
              options.ClientId = "{{simulator.App.ClientId}}";
              options.ClientSecret = "{{simulator.App.ClientSecret}}";
              options.Endpoints.AuthorizationServer = new Uri("{{Origin(simulator.AuthorizationOrigin)}}");
              options.Endpoints.Gateway = new Uri("{{Origin(simulator.GatewayOrigin)}}");
          });

        Any loopback redirect address and any scopes will do; consent is given at once.
        """);

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
