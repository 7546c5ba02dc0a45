using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator.Webhooks;

namespace Leeway.Cli.Simulation;

/// <summary>The <c>leeway simulate trigger</c> command: raises an event in a simulator that runs.</summary>
internal static class TriggerCommand
{
    private const int DefaultPort = 5090;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    public static Command Create(ToolEnvironment environment)
    {
        Argument<string> name = new("EVENT") { Description = "The name of the event, such as jira:issue_updated or sprint_started." };
        name.CompletionSources.Add(static _ => SimulatedWebhooks.EventNames.Select(static known => new System.CommandLine.Completions.CompletionItem(known)));
        name.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !SimulatedWebhooks.EventNames.Contains(token.Value))
            {
                result.AddError($"'{token.Value}' is not an event that Atlassian documents.{Suggestion.For(token.Value, SimulatedWebhooks.EventNames)}");
            }
        });
        Option<string?> issue = new("--issue") { Description = "The issue. Default: the first one, or none if the event is not about an issue.", HelpName = "key" };
        Option<string?> site = new("--site") { Description = "The name or the id of the site. Default: the first one.", HelpName = "site" };
        Option<string?> members = new("--members")
        {
            Description = "What the body has beside the issue: a file, - for the standard input, or a JSON object. Default: sample content.", HelpName = "json",
        };
        Option<int> port = new("--port")
        {
            Description = "The first port of the simulator, as in 'leeway simulate --port'.", HelpName = "number", DefaultValueFactory = static _ => DefaultPort,
        };
        Command command = new("trigger", "Send an event to the webhooks of a simulated Atlassian that runs.") { name, issue, site, members, port };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(
            result,
            async output =>
            {
                JsonObject order = new()
                {
                    ["event"] = result.GetRequiredValue(name),
                    ["issue"] = result.GetValue(issue),
                    ["site"] = result.GetValue(site),
                    ["members"] = result.GetValue(members) is { } source ? ReadMembers(source, environment) : null,
                };
                JsonArray deliveries = await SendAsync(order, result.GetValue(port), cancellationToken);
                if (deliveries.Count == 0)
                {
                    throw new InputException($"No webhook matches {result.GetRequiredValue(name)}. Register one, or start the simulator with --admin-webhook.");
                }

                foreach (JsonNode? delivery in deliveries)
                {
                    output.WriteLine($"{delivery!["event"]} to {delivery["url"]}");
                }

                return 0;
            },
            cancellationToken));
        return command;
    }

    private static async Task<JsonArray> SendAsync(JsonObject order, int port, CancellationToken cancellationToken)
    {
        string origin = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_timeout };
        try
        {
            using HttpResponseMessage response = await client.PostAsJsonAsync(origin + "/simulator/events", order, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
            {
                throw CreateStranger(origin);
            }

            JsonNode? answer = await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            return answer?["deliveries"] as JsonArray ?? throw (answer?["error"].AsString() is { } error ? new InputException(error) : CreateStranger(origin));
        }
        catch (HttpRequestException exception)
        {
            throw new InputException($"There is no simulator at {origin}: {exception.Message} Start one with 'leeway simulate --port {port}', or name its port with --port.");
        }
        catch (JsonException)
        {
            throw CreateStranger(origin);
        }
    }

    private static InputException CreateStranger(string origin) =>
        new($"What listens at {origin} is not a simulator of this version. Name the first port of the simulator with --port.");

    private static JsonNode ReadMembers(string source, ToolEnvironment environment)
    {
        string text = source.StartsWith('{') ? source : source == "-" ? ReadInput(environment) : InputFile.ReadText(source);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new InputException("--members is not a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"--members is not JSON: {exception.Message}");
        }
    }

    private static string ReadInput(ToolEnvironment environment)
    {
        using TextReader input = environment.OpenInput();
        return StandardInput.ReadText(input);
    }
}
