using System.CommandLine;
using System.Globalization;
using Leeway.Simulator;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;

namespace Leeway.Cli.Simulation;

/// <summary>The options of <c>leeway simulate</c> about webhooks, and the deliveries while it runs.</summary>
internal sealed class WebhookOptions
{
    private const string AnyAddress = "URL";

    private readonly Option<Uri?> _target = CreateAddress("--forward-webhooks-to", "Send all webhooks to this address, instead of those that were registered.");
    private readonly Option<Uri?> _admin = CreateAddress("--admin-webhook", "Send all events to this address, as a webhook that an administrator created.");
    private readonly Option<string> _secret = new("--admin-webhook-secret")
    {
        Description = "The secret that signs what --admin-webhook sends.", HelpName = "text", DefaultValueFactory = static _ => "simulated-webhook-secret",
    };

    private readonly Option<int?> _retry = new("--webhook-retry-seconds")
    {
        Description = "How long after a failure a webhook is sent again. Default: 5 to 15 minutes, as Jira waits.", HelpName = "number",
    };

    public WebhookOptions()
    {
        _retry.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 3600))
            {
                result.AddError("--webhook-retry-seconds must be a number from 1 to 3600.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_target);
        command.Options.Add(_admin);
        command.Options.Add(_secret);
        command.Options.Add(_retry);
    }

    /// <summary>Prepares the webhooks of a simulator.</summary>
    /// <returns>What the guide says about the webhook of the administrator; empty if there is none.</returns>
    public string Apply(AtlassianSimulator simulator, ParseResult result)
    {
        simulator.Webhooks.RetryDelay = result.GetValue(_retry) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        if (result.GetValue(_admin) is not { } url)
        {
            return "";
        }

        string secret = result.GetRequiredValue(_secret);
        foreach (SimulatedSite site in simulator.Sites)
        {
            site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = url, Events = SimulatedWebhooks.EventNames, Secret = secret });
        }

        return $"\n  admin webhook         {url.GetLeftPart(UriPartial.Path)}  (secret: {secret})";
    }

    /// <summary>Delivers until it is canceled, and prints each attempt.</summary>
    /// <param name="simulator">The simulator.</param>
    /// <param name="result">The values of the options.</param>
    /// <param name="output">Where to print; null to print nothing.</param>
    /// <param name="cancellationToken">Ends the deliveries.</param>
    public async Task DeliverAsync(AtlassianSimulator simulator, ParseResult result, TextWriter? output, CancellationToken cancellationToken)
    {
        Uri? target = result.GetValue(_target);
        using WebhookTransport transport = new(target);
        simulator.Webhooks.Transport = transport;
        if (output is not null)
        {
            simulator.Webhooks.Attempted += (_, delivery) => output.WriteLine(Describe(delivery, target ?? delivery.Url));
        }

        await simulator.Webhooks.RunAsync(cancellationToken);
    }

    // The query is not printed, because applications put secrets into it.
    private static string Describe(SimulatedDelivery delivery, Uri address)
    {
        DeliveryAttempt attempt = delivery.Attempts[^1];
        string outcome = attempt switch
        {
            { Status: 401 } => delivery.MatchedWebhookIds.Count > 0
                ? "401: the application refused the proof. Does it have the client secret above?"
                : "401: the application refused the signature. Does it have the secret of the webhook?",
            { Status: { } status } => status.ToString(CultureInfo.InvariantCulture),
            _ => CommandRun.ToOneLine(attempt.Exception is OperationCanceledException ? "no response within 20 seconds." : attempt.Exception?.Message ?? "lost."),
        };
        string line = $"webhook {delivery.EventName} to {address.GetLeftPart(UriPartial.Path)} {outcome}";
        return delivery.State == DeliveryState.Waiting
            ? $"{line.TrimEnd('.')}. Sent again at {delivery.DueAt.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}."
            : line;
    }

    private static Option<Uri?> CreateAddress(string name, string description) => new(name)
    {
        Description = description,
        HelpName = AnyAddress,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            {
                return address;
            }

            result.AddError($"'{text}' is not an address for {name}. Use one such as http://localhost:5080/hooks.");
            return null;
        },
    };
}
