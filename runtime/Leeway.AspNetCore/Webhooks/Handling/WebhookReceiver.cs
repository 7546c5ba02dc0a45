using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Leeway.Json;
using Leeway.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Receives deliveries: verifies them, commits them to the store, and answers. Handlers run later.</summary>
internal sealed class WebhookReceiver(
    string registration, WebhookOptions options, WebhookProofs proofs, IWebhookStore store, WebhookWorker worker, WebhookInstruments instruments, TimeProvider time, ILogger logger)
{
    private const string IdentifierHeader = "X-Atlassian-Webhook-Identifier";
    private const string RetryHeader = "X-Atlassian-Webhook-Retry";
    private const string FlowHeader = "X-Atlassian-Webhook-Flow";
    private const int MaxHeaderLength = 200;
    private const string RetryAfterSeconds = "60";

    public async Task ReceiveAsync(HttpContext context)
    {
        if (await ReadAsync(context).ConfigureAwait(false) is { } delivery)
        {
            await StoreAsync(context, delivery).ConfigureAwait(false);
        }
    }

    /// <returns>The delivery; <see langword="null"/> if it was refused.</returns>
    private async ValueTask<WebhookDelivery?> ReadAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (proofs.FindHeaderFault(request.Headers) is { } headerFault)
        {
            Refuse(context, StatusCodes.Status401Unauthorized, headerFault);
            return null;
        }

        if (await BoundedBody.ReadAsync(request, options.MaxBodyBytes, context.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            Refuse(context, StatusCodes.Status413PayloadTooLarge, $"it is larger than {options.MaxBodyBytes} bytes");
            return null;
        }

        if (proofs.FindBodyFault(request.Headers, body) is { } bodyFault)
        {
            Refuse(context, StatusCodes.Status401Unauthorized, bodyFault);
            return null;
        }

        if (Read(body) is not { } json)
        {
            Refuse(context, StatusCodes.Status400BadRequest, "its body is not a JSON object");
            return null;
        }

        DateTimeOffset? happenedAt = json.FindTime("timestamp");
        if (happenedAt < time.GetUtcNow() - options.MaxAge)
        {
            Refuse(context, StatusCodes.Status401Unauthorized, $"its event is older than {options.MaxAge}");
            return null;
        }

        return CreateDelivery(request, body, json, happenedAt is not null);
    }

    private async Task StoreAsync(HttpContext context, WebhookDelivery delivery)
    {
        WebhookClaim? claim = worker.TryTakeSlot() ? new WebhookClaim(delivery, RandomNumberGenerator.GetHexString(32, lowercase: true), attempt: 1) : null;
        long claimedAt = time.GetTimestamp();
        WebhookAdmission admission;
        try
        {
            // Not canceled with the request: whether it was committed would not be known.
            admission = claim is null
                ? await store.TryAddAsync(delivery, options.QueueCapacity, CancellationToken.None).ConfigureAwait(false)
                : await store.TryAddClaimedAsync(claim, worker.ClaimDuration, options.QueueCapacity, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ReturnSlot(claim);
            WebhookLog.NotStored(logger, delivery.Identifier, exception);
            instruments.Received("failed");
            AnswerLater(context);
            return;
        }

        switch (admission)
        {
            case WebhookAdmission.Added:
                Handle(claim, claimedAt);
                instruments.Received("accepted");
                context.Response.StatusCode = StatusCodes.Status200OK;
                break;

            case WebhookAdmission.Duplicate:
                ReturnSlot(claim);
                WebhookLog.Duplicate(logger, delivery.Identifier);
                instruments.Received("duplicate");
                context.Response.StatusCode = StatusCodes.Status200OK;
                break;

            default:
                ReturnSlot(claim);
                WebhookLog.Full(logger, delivery.Identifier, options.QueueCapacity);
                instruments.Received("full");
                AnswerLater(context);
                break;
        }
    }

    private void Handle(WebhookClaim? claim, long claimedAt)
    {
        if (claim is null)
        {
            worker.Notify();
        }
        else
        {
            worker.Handle(claim, claimedAt);
        }
    }

    private void ReturnSlot(WebhookClaim? claim)
    {
        if (claim is not null)
        {
            worker.ReturnSlot();
        }
    }

    private WebhookDelivery CreateDelivery(HttpRequest request, byte[] body, RawJson json, bool hasTime) => new()
    {
        Registration = registration,
        Site = WebhookSite.Find(json),

        // Without an identifier, only the body can show that a delivery was sent again.
        Identifier = ReadHeader(request, IdentifierHeader) ?? "sha256-" + Convert.ToHexStringLower(SHA256.HashData(body)),
        Body = body,
        IsIdentifiedByBody = hasTime,
        ReceivedAt = time.GetUtcNow(),
        RetryCount = int.TryParse(ReadHeader(request, RetryHeader), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0,
        Flow = ReadHeader(request, FlowHeader),
    };

    private static string? ReadHeader(HttpRequest request, string name) =>
        request.Headers[name] is [{ Length: > 0 and <= MaxHeaderLength } value] && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? value : null;

    private static RawJson? Read(byte[] body)
    {
        try
        {
            RawJson json = RawJson.Parse(body);
            return json.Kind == JsonValueKind.Object ? json : default(RawJson?);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Refuse(HttpContext context, int status, string reason)
    {
        WebhookLog.Refused(logger, reason);
        instruments.Received("refused");
        context.Response.StatusCode = status;
    }

    private static void AnswerLater(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
    }
}
