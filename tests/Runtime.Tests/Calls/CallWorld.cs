using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Json;
using Leeway.Runtime.Tests.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>A caller with Atlassian's retry recipe and a transport with prepared responses, on time that advances by itself.</summary>
internal sealed class CallWorld : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private readonly Meter _meter = new("Leeway");
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = [];

    public CallWorld()
    {
        RuntimeEnvironment environment = new(Time, new Random(1), TaskCreationOptions.None, _meter);
        CurrentResilience resilience = new(new ResilienceOptions());
        HttpMessageHandler call = Strategies.Around(
            resilience.Options, environment, new AttemptHandler(environment, new ResilienceReport(_meter, NullLogger.Instance), new Transport(this)));
        Caller = new AtlassianCaller(
            new HttpMessageInvoker(call), JsonModelOptions.Default, new BodyTimeLimit(new DeadlinePool(Time), () => resilience.Options.BodyTimeout), new CallRepetition(environment, call));
    }

    public ManualTime Time { get; } = new();

    public AtlassianCaller Caller { get; }

    /// <summary>The time and address of each request.</summary>
    public List<(DateTimeOffset At, string Uri)> Sent { get; } = [];

    public void Dispose() => _meter.Dispose();

    public void Answer(HttpResponseMessage response) => _answers.Enqueue(_ => Task.FromResult(response));

    public void Answer(HttpStatusCode status, string? body = null) => Answer(RecordingHandler.Response(status, body));

    public void Fail(Exception exception) => _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Makes the transport stop connecting, as <see cref="SocketsHttpHandler.ConnectTimeout"/> does.</summary>
    public void FailToConnectFor(TimeSpan time) => _answers.Enqueue(async token =>
    {
        using CancellationTokenSource connecting = new(time, Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(connecting.Token, token);
        TaskCompletionSource<HttpResponseMessage> never = new();
        using CancellationTokenRegistration registration = both.Token.Register(() => never.TrySetException(
            new TaskCanceledException("canceled", new TimeoutException("A connection could not be established within the configured ConnectTimeout."), connecting.Token)));
        return await never.Task;
    });

    /// <summary>Advances time until a call has ended.</summary>
    public Task<T> RunAsync<T>(Task<T> call) => Time.RunAsync(call, s_step);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Task call) => Time.RunAsync(call, s_step);

    private sealed class Transport(CallWorld world) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            world.Sent.Add((world.Time.GetUtcNow(), request.RequestUri!.OriginalString));
            return world._answers.Dequeue()(cancellationToken);
        }
    }
}
