using System.Diagnostics;
using System.Globalization;
using Leeway.Calls;
using Microsoft.Extensions.Logging;

namespace Leeway.Telemetry;

/// <summary>Records one activity, measurement and log message for each call, however often it is sent.</summary>
/// <remarks>It does nothing if nobody listens.</remarks>
internal sealed class TelemetryHandler(CallInstruments instruments, TimeProvider time, ILogger logger, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (instruments.IsEnabled || LeewayTelemetry.Source.HasListeners() || logger.IsEnabled(LogLevel.Debug))
        && request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation)
            ? ObserveAsync(request, operation, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ObserveAsync(
        HttpRequestMessage request,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        using Activity? activity = LeewayTelemetry.Source.StartActivity(operation.ToString(), ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("http.request.method", operation.Method.Method);
            activity.SetTag("url.template", operation.Route);
            activity.SetTag("leeway.operation", operation.Id);
            activity.SetTag("leeway.product", operation.Product);
            RegistrationTag.AddTo(activity, instruments.Registration);
        }

        long startedAt = time.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            TimeSpan elapsed = time.GetElapsedTime(startedAt);
            int status = (int)response.StatusCode;
            string? error = response.IsSuccessStatusCode || operation.DeclaresSuccess(status) ? null : status.ToString(CultureInfo.InvariantCulture);
            activity?.SetTag("http.response.status_code", status);
            Fail(activity, error);
            instruments.RecordCall(operation, response.StatusCode, error, elapsed);
            CallLog.LogReturned(logger, operation, status, elapsed);
            return response;
        }
        catch (Exception exception)
        {
            // Only the type, because a message may quote what was sent.
            string error = exception.GetType().FullName!;
            TimeSpan elapsed = time.GetElapsedTime(startedAt);
            Fail(activity, error);
            instruments.RecordCall(operation, null, error, elapsed);
            CallLog.LogFailed(logger, operation, elapsed, error);
            throw;
        }
    }

    private static void Fail(Activity? activity, string? error)
    {
        if (error is not null)
        {
            activity?.SetTag("error.type", error);
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
