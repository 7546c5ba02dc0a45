using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Cli.Simulation;

/// <summary>The <c>leeway simulate</c> command: runs the simulator on loopback, so that an application can use it instead of
/// Atlassian.</summary>
internal static class SimulateCommand
{
    public const string Description = "Run a simulated Atlassian on this machine until Ctrl+C.";

    private const int Ports = 5;

    private static readonly string[] s_scopes =
    [
        "read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-configuration", "manage:jira-project", "read:servicedesk-request", "read:cmdb-object:jira",
        "read:page:confluence", "write:page:confluence", "delete:page:confluence", "read:space:confluence", "read:label:confluence",
        "read:confluence-content.all", "write:confluence-content", "write:confluence-space", "search:confluence", "read:me",
    ];

    public static Command Create(ToolEnvironment environment)
    {
        Option<int> port = CreateNumber(
            "--port", $"The first of {Ports} consecutive ports. Default: any free ports.", defaultValue: null, maximum: 65536 - Ports);
        Option<int> lifetime = CreateNumber("--access-token-minutes", "The lifetime of an access token.", defaultValue: 60, maximum: 24 * 60);
        Option<int> leeway = CreateNumber("--leeway-minutes", "How long an exchanged refresh token can be sent again.", defaultValue: 10, maximum: 24 * 60);
        Option<int> inactivity = CreateNumber("--inactivity-days", "How long a refresh token can stay unused.", defaultValue: 90, maximum: 3650);
        Option<int> absolute = CreateNumber(
            "--absolute-days", "The maximum age of a token family, even if it is used. Default: no limit.", defaultValue: null, maximum: 3650);
        AuthorizationServerOptions usual = new();
        Option<SiblingPolicy> siblings = CreateChoice("--siblings", "Which of the token pairs that a repeated refresh token received stay valid.", usual.Siblings);
        Option<SecondToLastPolicy> secondToLast = CreateChoice("--second-to-last", "How the second-to-last refresh token is treated.", usual.SecondToLast);
        Option<ErrorDialect> errors = CreateChoice("--errors", "The error format of the token endpoint.", usual.Errors);
        Option<NewConsentEffect> newConsent = CreateChoice("--new-consent", "What a new consent does to earlier token families.", usual.NewConsent);
        Option<bool> persistent = new("--persistent-refresh-tokens") { Description = "Do not rotate: refreshes return no new refresh token." };

        Option<bool> codeReuse = new("--code-reuse-revokes") { Description = "Revoke the token family of an authorization code that is used twice." };
        Option<bool> lateWithdrawal = new("--withdrawn-access-lives") { Description = "Accept access tokens of a withdrawn grant until the leeway has passed." };
        Option<int> sites = CreateNumber("--sites", "The number of sites that a user can choose from.", defaultValue: 1, maximum: 9);
        Option<bool> consents = new("--consent-at-once") { Description = "Consent without a page, also when a browser asks." };
        Option<bool> list = new("--list") { Description = "List the operations that the simulator serves, and exit." };
        Option<bool> quiet = new("--quiet") { Description = "Do not print the requests." };
        Option<bool> replacesSites = new("--consent-replaces-sites") { Description = "Replace the sites of the grant on each consent, as for resource-level apps." };

        WebhookOptions webhooks = new();
        Command command = new("simulate", Description)
        {
            port, lifetime, leeway, inactivity, absolute, siblings, secondToLast, errors, newConsent, persistent, codeReuse, lateWithdrawal, replacesSites,
            sites, consents, list, quiet,
        };
        webhooks.AddTo(command);
        command.Subcommands.Add(TriggerCommand.Create(environment));
        command.SetAction((result, cancellationToken) =>
        {
            if (result.GetValue(list))
            {
                WriteOperations(result.InvocationConfiguration.Output);
                return Task.FromResult(0);
            }

            AuthorizationServerOptions authorization = new()
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
            SimulatorOptions options = new()
            {
                Authorization = authorization,
                Sites = CreateSites(result.GetValue(sites)),
                ShowsConsentPage = !result.GetValue(consents),
                ShowsControlPage = true,
            };
            return RunAsync(options, webhooks, result.GetValue(port), result.GetValue(quiet), result, cancellationToken);
        });
        return command;
    }

    private static Option<T> CreateChoice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        Option<T> option = new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // The library also accepts a number for an enum value.
            if (result.Tokens is [var token] && !Enum.GetNames<T>().Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"'{token.Value}' is not a value of {name}. Use one of {string.Join(", ", Enum.GetNames<T>())}.{Suggestion.For(token.Value, Enum.GetNames<T>())}");
            }
        });
        return option;
    }

    private static Option<int> CreateNumber(string name, string description, int? defaultValue, int maximum)
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
                result.AddError($"{name} must be a number from 1 to {maximum}.");
            }
        });
        return option;
    }

    /// <summary>Creates the site that the simulator has by default, and further ones.</summary>
    private static SimulatedSite[] CreateSites(int count) =>
    [
        .. new SimulatorOptions().Sites,
        .. Enumerable.Range(2, count - 1).Select(static number => SimulatedSite.WithContent($"1324a887-45db-4bf4-9e99-ef0ff456d42{number}", $"leeway-demo-{number}")),
    ];

    // The sample content assigns its issues to others.
    private static void AddIssues(AtlassianSimulator simulator)
    {
        foreach (SimulatedSite site in simulator.Sites)
        {
            foreach (string summary in (string[])["Order toner for the new printer", "Write a page about the printers"])
            {
                JsonObject fields = new() { ["summary"] = summary, ["assignee"] = new JsonObject { ["accountId"] = simulator.Account.AccountId } };
                site.Jira.AddIssue("DEMO", "Task", fields, simulator.Account, simulator.Time.GetUtcNow());
            }
        }
    }

    private static async Task<int> RunAsync(
        SimulatorOptions options,
        WebhookOptions webhooks,
        int port,
        bool isQuiet,
        ParseResult result,
        CancellationToken cancellationToken)
    {
        AtlassianSimulator simulator = new(options) { ServiceAccountScopes = s_scopes };
        AddIssues(simulator);
        simulator.ApiTokens =
        [
            new SimulatedApiToken { Value = "simulated-api-token", Account = simulator.Account },
            new SimulatedApiToken { Value = "simulated-scoped-api-token", Account = simulator.Account, Scopes = s_scopes },
        ];

        string adminWebhook = webhooks.Apply(simulator, result);
        SimulatorHost host;
        try
        {
            int second = port == 0 ? 0 : port + 1;
            int third = port == 0 ? 0 : port + 2;
            int fourth = port == 0 ? 0 : port + 3;
            int fifth = port == 0 ? 0 : port + 4;
            host = await SimulatorHost.StartAsync(simulator, port, second, third, fourth, bitbucketPort: fifth, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return CommandRun.Fail(result, exception.Message);
        }

        await using (host)
        {
            // Requests are printed by the threads that process them.
            TextWriter output = TextWriter.Synchronized(result.InvocationConfiguration.Output);
            if (!isQuiet)
            {
                simulator.RequestCompleted += (_, request) => output.WriteLine(Describe(request));
            }

            WriteGuide(simulator, options.ShowsConsentPage, adminWebhook, output);
            output.Flush();
            await webhooks.DeliverAsync(simulator, result, isQuiet ? null : output, cancellationToken);
        }

        return 0;
    }

    private static void WriteGuide(AtlassianSimulator simulator, bool showsConsentPage, string adminWebhook, TextWriter output) => output.WriteLine(
        $$"""
        A simulated Atlassian is running. Stop it with Ctrl+C.

          authorization server  {{Origin(simulator.AuthorizationOrigin)}}
          gateway               {{Origin(simulator.GatewayOrigin)}}
          media host            {{Origin(simulator.MediaOrigin)}}
          site                  {{Origin(simulator.SiteOrigin)}}  (at the gateway: {{simulator.Sites[0].Name}}, {{simulator.Sites[0].CloudId}})
          Bitbucket             {{Origin(simulator.BitbucketOrigin)}}/2.0  (token: {{simulator.Bitbucket.AccessTokens[0]}})
          client id             {{simulator.App.ClientId}}
          client secret         {{simulator.App.ClientSecret}}
          email                 {{simulator.Account.Email}}
          API token             {{simulator.ApiTokens[0].Value}}
          with scopes           {{simulator.ApiTokens[1].Value}}
          webhooks              {{Origin(simulator.AuthorizationOrigin)}}/simulator  (send events, see deliveries){{adminWebhook}}

        To use it from an application:

          services.AddAtlassian(options =>
          {
              options.ClientId = "{{simulator.App.ClientId}}";
              options.ClientSecret = "{{simulator.App.ClientSecret}}";
              options.Endpoints.AuthorizationServer = new Uri("{{Origin(simulator.AuthorizationOrigin)}}");
              options.Endpoints.Gateway = new Uri("{{Origin(simulator.GatewayOrigin)}}");
          });

        To use it from the shell:

          echo {{simulator.ApiTokens[0].Value}} | leeway login --api-token --token-stdin --site {{Origin(simulator.SiteOrigin)}} --email {{simulator.Account.Email}}
          leeway call getIssue --issueIdOrKey DEMO-1

        The simulator accepts any loopback redirect address and any scopes. {{(showsConsentPage ? "A browser shows a consent page; programs get a consent at once." : "It consents at once.")}}
        """);

    private static void WriteOperations(TextWriter output)
    {
        foreach (SimulatedOperation operation in AtlassianSimulator.ServedOperations)
        {
            output.WriteLine($"{operation.Document}  {operation.Id}  {operation.Method} {operation.Path}");
        }
    }

    // The query is not printed, because it can contain a code or a token.
    private static string Describe(SimulatedRequest request)
    {
        string status = request.Status?.ToString(CultureInfo.InvariantCulture) ?? "broken";
        return request.Operation is { } operation
            ? $"{request.Method} {request.Path} {status} {operation.Id}"
            : $"{request.Method} {request.Path} {status}";
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
