using System.Diagnostics.Tracing;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// The runtime stays on the thread that runs it, unless a synchronization context requires otherwise. A deterministic simulation depends on
/// this: one thread, promises that complete inline, and virtual time.
/// </summary>
public sealed class PumpTests
{
    [Fact]
    public void DetectorShouldDetectUseOfTheThreadPool() => Assert.NotEmpty(RunOnPump(static () => _ = Task.Run(static () => { })));

    [Fact]
    public void RefreshesRecoveriesAndCallsShouldNeverUseTheThreadPool()
    {
        List<string> escapes = RunOnPump(static () =>
        {
            GrantWorld world = new();
            AtlassianPipeline other = world.NewNode();
            Require(world.SignInAndExpireAsync());

            // Many callers, some of which cancel.
            world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));
            List<Task> callers = [];
            using CancellationTokenSource cancellation = new();
            for (int i = 0; i < 100; i++)
            {
                callers.Add(world.Keeper.GetAccessTokenAsync(GrantWorld.Id, i % 3 == 0 ? cancellation.Token : default).AsTask());
                callers.Add(other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            }

            cancellation.Cancel();
            world.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.All(callers, static caller => Assert.True(caller.IsCompleted));

            // Lost responses, no response, a late response, a failing store.
            world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 2);
            world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromMinutes(3)));
            world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(3)));
            world.Time.Advance(TimeSpan.FromHours(1));
            Task late = world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
            world.Store.FailsWrite = static grant => grant.PendingSpend is null;
            world.Time.Advance(TimeSpan.FromMinutes(1));
            world.Store.FailsWrite = null;
            world.Time.Advance(TimeSpan.FromMinutes(5));
            Require(late);

            // More grants than concurrent exchanges.
            for (int i = 0; i < 50; i++)
            {
                Require(world.SignInAsync(id: new GrantId($"{i}")));
            }

            world.Time.Advance(TimeSpan.FromHours(1));
            world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)), times: 50);
            Task[] many = [.. Enumerable.Range(0, 50).Select(i => world.Keeper.GetAccessTokenAsync(new GrantId($"{i}")).AsTask())];
            world.Time.Advance(TimeSpan.FromSeconds(10));
            Assert.All(many, Require);

            // Sites, and a call that is retried after a 401.
            Task<Leeway.Sites.Site>[] sites = [.. Enumerable.Range(0, 10).Select(_ => world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask())];
            world.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.All(sites, Require);

            // A grant in use is read once more after its last call.
            world.Time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(0, world.Time.ActiveTimers);
        });

        Assert.Empty(escapes);
    }

    [Fact]
    public void EventsAndTheKeepAliveShouldNeverUseTheThreadPool()
    {
        List<string> escapes = RunOnPump(static () =>
        {
            GrantWorld world = new();
            EventRecorder recorder = new();
            world.Handlers.Add(recorder);
            for (int i = 0; i < 20; i++)
            {
                Require(world.SignInAsync(id: new GrantId($"{i}")));
            }

            _ = GrantKeepAlive.Create(world.Keeper, new GrantKeepAliveOptions()).RunAsync(CancellationToken.None);
            world.Time.Advance(TimeSpan.FromDays(60));
            world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 2);
            world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)), times: 5);
            world.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(20, recorder.Events.OfType<GrantRotated>().Select(static e => e.Grant).Distinct().Count());
            Assert.Single(recorder.Events.OfType<GrantDoubtResolved>());
        });

        Assert.Empty(escapes);
    }

    private static void Require(Task task) => Assert.True(task.IsCompletedSuccessfully, task.Exception?.ToString() ?? $"{task.Status}");

    private static List<string> RunOnPump(Action action)
    {
        List<string> escapes = [];
        Exception? failure = null;
        Thread pump = new(
            () =>
            {
                using EscapeDetector detector = new(Environment.CurrentManagedThreadId, escapes);
                try
                {
                    detector.WarmUp();
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            maxStackSize: 64 * 1024 * 1024);
        pump.Start();
        pump.Join();
        Assert.Null(failure);
        return escapes;
    }

    /// <summary>Records each work item that a thread queues to the thread pool, with its stack trace.</summary>
    private sealed class EscapeDetector(int thread, List<string> escapes) : EventListener
    {
        private const EventKeywords ThreadPoolKeyword = (EventKeywords)0x2;
        private const int EnqueueWork = 30;

        /// <summary>The thread pool checks only from time to time whether a listener is enabled.</summary>
        public void WarmUp()
        {
            while (escapes.Count == 0)
            {
                using ManualResetEventSlim ran = new();
                ThreadPool.UnsafeQueueUserWorkItem(static ran => ran.Set(), ran, preferLocal: false);
                ran.Wait();
            }

            escapes.Clear();
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Diagnostics.Eventing.FrameworkEventSource")
            {
                EnableEvents(eventSource, EventLevel.Verbose, ThreadPoolKeyword);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (Environment.CurrentManagedThreadId == thread && eventData.EventId == EnqueueWork)
            {
                escapes.Add(Environment.StackTrace);
            }
        }
    }
}
