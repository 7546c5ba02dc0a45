using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>A caller over Atlassian's retry recipe and a transport that answers as a test says, on time that passes by itself.</summary>
internal sealed class CallWorld : IDisposable
{
    private readonly Meter _meter = new("Leeway");
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = [];

    public CallWorld()
    {
        RuntimeEnvironment environment = new(Time, new Random(1), TaskCreationOptions.None, _meter);
        DeadlinePool deadlines = new(Time);
        ResilienceHandler resilience = new(new ResilienceOptions(), environment, deadlines, new ResilienceReport(_meter, new ListLogger()), new Transport(this));
        Caller = new AtlassianCaller(
            new HttpMessageInvoker(resilience), JsonModelOptions.Default, new BodyTimeLimit(deadlines, TimeSpan.FromMinutes(1)), resilience);
    }

    public ManualTime Time { get; } = new();

    public AtlassianCaller Caller { get; }

    /// <summary>When each request was sent, and with which address.</summary>
    public List<(DateTimeOffset At, string Uri)> Sent { get; } = [];

    public void Dispose() => _meter.Dispose();

    public void Answer(HttpResponseMessage response) => _answers.Enqueue(_ => Task.FromResult(response));

    public void Answer(HttpStatusCode status, string? body = null) => Answer(RecordingHandler.Response(status, body));

    public void Fail(Exception exception) => _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>A transport that gives up connecting, as <see cref="SocketsHttpHandler.ConnectTimeout"/> does.</summary>
    public void FailToConnectFor(TimeSpan time) => _answers.Enqueue(async token =>
    {
        using CancellationTokenSource connecting = new(time, Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(connecting.Token, token);
        TaskCompletionSource<HttpResponseMessage> never = new();
        using CancellationTokenRegistration registration = both.Token.Register(() => never.TrySetException(
            new TaskCanceledException("canceled", new TimeoutException("A connection could not be established within the configured ConnectTimeout."), connecting.Token)));
        return await never.Task;
    });

    /// <summary>Lets time pass until a call has ended.</summary>
    public async Task<T> RunAsync<T>(Task<T> call)
    {
        await RunAsync((Task)call);
        return await call;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task RunAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            if (Time.ActiveTimers > 0)
            {
                Time.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }

        await call;
    }

    private sealed class Transport(CallWorld world) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            world.Sent.Add((world.Time.GetUtcNow(), request.RequestUri!.OriginalString));
            return world._answers.Dequeue()(cancellationToken);
        }
    }
}
