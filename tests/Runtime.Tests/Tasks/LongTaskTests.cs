using System.Net;
using System.Text.Json;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Json;
using Leeway.Tasks;
using static Leeway.Runtime.Tests.Tasks.ScriptedTask;

namespace Leeway.Runtime.Tests.Tasks;

public class LongTaskTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> TransientFailures =>
    [
        new NoResponseException("No response."),
        new TokenUnavailableException(new GrantId("g"), "the store is down"),
        new RateLimitedException("Too many requests."),
        new AtlassianApiException("Timeout.", HttpStatusCode.RequestTimeout),
        new AtlassianApiException("Bad gateway.", HttpStatusCode.BadGateway),
        new AtlassianApiException("Unavailable.", HttpStatusCode.ServiceUnavailable),
        new AtlassianApiException("Timeout.", HttpStatusCode.GatewayTimeout),
    ];

    [Fact]
    public async Task WaitShouldReadTheStateAtOnceAndThenByTheRecipe()
    {
        ScriptedTask script = new(_time, [.. Enumerable.Repeat<object>(Running, 8), Complete]);
        Task<string?> wait = script.Create().WaitForCompletionAsync(cancellationToken: Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("done", await wait);
        Assert.Equal([0, 1, 3, 7, 15, 31, 61, 91, 121], script.Reads);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task WaitShouldReportEachStateAndKeepTheLastOne()
    {
        LongTask<string> task = new ScriptedTask(_time, new LongTaskFacts { Status = "ENQUEUED" }, Running, Complete).Create();
        Assert.Equal((LongTaskState.Unknown, null, null, false, null), (task.Status, task.PercentComplete, task.Message, task.HasCompleted, task.Result));
        var reported = new StateList();
        Task<string?> wait = task.WaitForCompletionAsync(reported, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((LongTaskState.Running, 40d, "Moving", false, null), (task.Status, task.PercentComplete, task.Message, task.HasCompleted, task.Result));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("done", await wait);
        Assert.Equal((LongTaskState.Complete, 100d, null, true, "done"), (task.Status, task.PercentComplete, task.Message, task.HasCompleted, task.Result));
        Assert.Equal(["10641 Enqueued ENQUEUED", "10641 Running 40% RUNNING", "10641 Complete 100% COMPLETE"], reported);
    }

    [Theory]
    [InlineData("FAILED", LongTaskState.Failed, "The task 10641 (getTask) failed at 40%: No permission. A part of the work may have been done: check it before you start the task again.")]
    [InlineData("CANCELLED", LongTaskState.Cancelled, "The task 10641 (getTask) was cancelled at 40%: No permission. What was done before remains: check it before you start the task again.")]
    [InlineData("DEAD", LongTaskState.Dead, "The task 10641 (getTask) stopped, because the product no longer runs it at 40%: No permission. Check what was done, and start the task again.")]
    public async Task TaskThatEndsWithoutSuccessShouldThrow(string status, LongTaskState state, string message)
    {
        LongTask<string> task = new ScriptedTask(_time, new LongTaskFacts { Status = status, Percent = 40, Message = "Working.", Error = "No\npermission." }).Create();
        LongTaskFailedException exception = await Assert.ThrowsAsync<LongTaskFailedException>(() => task.WaitForCompletionAsync(cancellationToken: Cancellation));
        Assert.Equal(message, exception.Message);
        Assert.Equal(("10641", "getTask", state, status, "No\npermission.", 40d), (exception.TaskId, exception.OperationId, exception.Status, exception.StatusText, exception.TaskMessage, exception.PercentComplete));
        Assert.True(task.HasCompleted);
        Assert.Null(task.Result);
    }

    [Fact]
    public async Task UnknownStatusShouldBeWaitedFor()
    {
        ScriptedTask script = new(_time, new LongTaskFacts { Status = "PAUSED" }, default(LongTaskFacts), Complete);
        LongTask<string> task = script.Create();
        Task<string?> wait = task.WaitForCompletionAsync(cancellationToken: Cancellation);
        Assert.Equal((LongTaskState.Unknown, false), (task.Status, task.HasCompleted));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("done", await wait);
    }

    [Theory]
    [MemberData(nameof(TransientFailures))]
    public async Task WaitShouldSurviveFailuresThatMayPass(Exception failure)
    {
        ScriptedTask script = new(_time, failure, failure, failure, failure, Running, failure, failure, failure, failure, Complete);
        Task<string?> wait = script.Create().WaitForCompletionAsync(cancellationToken: Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("done", await wait);
        Assert.Equal(10, script.Reads.Count);
    }

    [Theory]
    [MemberData(nameof(TransientFailures))]
    public async Task WaitShouldEndAfterFiveFailuresInARow(Exception failure)
    {
        ScriptedTask script = new(_time, Running, failure, failure, failure, failure, failure, Complete);
        LongTask<string> task = script.Create();
        Task<string?> wait = task.WaitForCompletionAsync(cancellationToken: Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Same(failure, await Assert.ThrowsAnyAsync<LeewayException>(() => wait));
        Assert.Equal(6, script.Reads.Count);

        // Another wait with the same object continues.
        Assert.Equal("done", await task.WaitForCompletionAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task WaitShouldEndAtOnceAfterAFailureThatDoesNotPass()
    {
        AtlassianApiException failure = new("Forbidden.", HttpStatusCode.Forbidden);
        ScriptedTask script = new(_time, failure);
        Assert.Same(failure, await Assert.ThrowsAsync<AtlassianApiException>(() => script.Create().WaitForCompletionAsync(cancellationToken: Cancellation)));
        Assert.Single(script.Reads);
    }

    [Fact]
    public async Task WaitShouldPauseForAsLongAsTheProductAsks()
    {
        ScriptedTask script = new(_time, new RateLimitedException("Too many requests.") { RetryAfter = TimeSpan.FromSeconds(90) }, new TokenUnavailableException(new GrantId("g"), "busy", TimeSpan.FromSeconds(5)), Complete);
        Task<string?> wait = script.Create().WaitForCompletionAsync(cancellationToken: Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("done", await wait);
        Assert.Equal([0, 90, 95], script.Reads);
    }

    [Fact]
    public async Task WaitShouldNotPauseUntilAQuotaIsReset()
    {
        RateLimitedException failure = new("The quota is spent.") { RetryAfter = TimeSpan.FromMinutes(40) };
        ScriptedTask script = new(_time, failure);
        Assert.Same(failure, await Assert.ThrowsAsync<RateLimitedException>(() => script.Create().WaitForCompletionAsync(cancellationToken: Cancellation)));
    }

    [Theory]
    [InlineData(14, "There is no task 10641 (getTask): Atlassian keeps a task for 14 days, and shows it only to the user who started it and to administrators. Check the id, the site and the login.")]
    [InlineData(null, "There is no task 10641 (getTask): Atlassian keeps a task for a limited time, and shows it only to the user who started it and to administrators. Check the id, the site and the login.")]
    public async Task MissingTaskShouldSayHowLongTasksAreKept(int? days, string message)
    {
        NotFoundException cause = new("Not found.") { OperationId = "getTask", TraceId = "t1", Messages = ["gone"] };
        LongTask<string> task = new ScriptedTask(_time, cause) { Descriptor = new LongTaskDescriptor("getTask") { KeptDays = days } }.Create();
        NotFoundException exception = await Assert.ThrowsAsync<NotFoundException>(() => task.WaitForCompletionAsync(cancellationToken: Cancellation));
        Assert.Equal(message, exception.Message);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal(("getTask", "t1", "gone"), (exception.OperationId, exception.TraceId, exception.Messages.Single()));
    }

    [Fact]
    public async Task CanceledWaitShouldNotCancelTheTask()
    {
        using CancellationTokenSource cancellation = new();
        ScriptedTask script = new(_time, Running, Complete);
        LongTask<string> task = script.Create(canCancel: true);
        Task<string?> wait = task.WaitForCompletionAsync(cancellationToken: cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Empty(script.Cancelled);
        Assert.Equal(0, _time.ActiveTimers);
        Assert.Equal("done", await task.WaitForCompletionAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task TwoWaitsForOneTaskShouldBothEnd()
    {
        ScriptedTask script = new(_time, Running, Running, Complete, Running);
        LongTask<string> task = script.Create();
        using CancellationTokenSource cancellation = new();
        Task<string?> first = task.WaitForCompletionAsync(cancellationToken: Cancellation);
        Task<string?> canceled = task.WaitForCompletionAsync(cancellationToken: cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Task<string?> second = task.WaitForCompletionAsync(cancellationToken: Cancellation);
        Assert.Equal("done", await second);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("done", await first);
        Assert.Equal(3, script.Reads.Count);
    }

    /// <summary>A response that was overtaken by a later one must not undo the end of the task.</summary>
    [Fact]
    public async Task EndOfATaskShouldStay()
    {
        List<TaskCompletionSource<LongTaskFacts>> calls = [];
        LongTask<string> task = LongTaskOperation.Create<object, LongTaskFacts, string>(
            new LongTaskDescriptor("getTask"),
            this,
            "1",
            (_, _, _) =>
            {
                calls.Add(new TaskCompletionSource<LongTaskFacts>());
                return calls[^1].Task;
            },
            static facts => facts,
            static _ => "done");
        Task<LongTaskProgress> slow = task.UpdateAsync(Cancellation);
        Task<LongTaskProgress> fast = task.UpdateAsync(Cancellation);
        calls[1].SetResult(Complete);
        Assert.Equal(LongTaskState.Complete, (await fast).Status);
        calls[0].SetResult(Running);
        Assert.Equal(LongTaskState.Complete, (await slow).Status);
        Assert.Equal((LongTaskState.Complete, "done"), (task.Status, task.Result));
        Assert.Equal(LongTaskState.Complete, (await task.UpdateAsync(Cancellation)).Status);
        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task CancelShouldCallTheOperation()
    {
        ScriptedTask script = new(_time, Running, new LongTaskFacts { Status = "CANCEL_REQUESTED" }, new LongTaskFacts { Status = "CANCELLED" });
        LongTask<string> task = script.Create(canCancel: true);
        Assert.True(task.CanBeCancelled);
        await task.UpdateAsync(Cancellation);
        await task.CancelAsync(Cancellation);
        Assert.Equal(["10641"], script.Cancelled);
        Assert.Equal(LongTaskState.Cancelling, (await task.UpdateAsync(Cancellation)).Status);
        Assert.Equal(LongTaskState.Cancelled, (await Assert.ThrowsAsync<LongTaskFailedException>(() => task.WaitForCompletionAsync(cancellationToken: Cancellation))).Status);
    }

    [Theory]
    [InlineData(null, "The task 10641 cannot be cancelled: the product has no operation that cancels a task of 'getTask'. It continues until it ends.")]
    [InlineData("cancelTask", "The task 10641 cannot be cancelled: the operation 'cancelTask', which cancels it, is not generated. Add it to Operations of the AtlassianApi item.")]
    public async Task CancelShouldSayWhyItIsNotPossible(string? operation, string message)
    {
        LongTask<string> task = new ScriptedTask(_time, Running) { Descriptor = new LongTaskDescriptor("getTask") { CancelOperationId = operation } }.Create();
        Assert.False(task.CanBeCancelled);
        Assert.Equal(message, (await Assert.ThrowsAsync<NotSupportedException>(() => task.CancelAsync(Cancellation))).Message);
    }

    [Fact]
    public async Task UnreadableResultShouldBeAnExceptionOfTheProduct()
    {
        LongTask<string> task = new ScriptedTask(_time, Complete) { Result = static () => throw new JsonException("It is a number.") }.Create();
        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => task.WaitForCompletionAsync(cancellationToken: Cancellation));
        Assert.Equal("The task 10641 (getTask) is complete, and its result cannot be read as String: It is a number. Call the operation to read the result as JSON.", exception.Message);
        Assert.True(task.HasCompleted);
        Assert.Throws<UnreadableSuccessException>(() => task.Result);
    }

    [Theory]
    [InlineData("ENQUEUED", LongTaskState.Enqueued)]
    [InlineData("QUEUED", LongTaskState.Enqueued)]
    [InlineData("PENDING", LongTaskState.Enqueued)]
    [InlineData("RUNNING", LongTaskState.Running)]
    [InlineData("IN_PROGRESS", LongTaskState.Running)]
    [InlineData("WORKING", LongTaskState.Running)]
    [InlineData("RERUNNING", LongTaskState.Running)]
    [InlineData("CANCEL_REQUESTED", LongTaskState.Cancelling)]
    [InlineData("COMPLETE", LongTaskState.Complete)]
    [InlineData("Completed", LongTaskState.Complete)]
    [InlineData("FAILED", LongTaskState.Failed)]
    [InlineData("CANCELLED", LongTaskState.Cancelled)]
    [InlineData("DEAD", LongTaskState.Dead)]
    [InlineData("", LongTaskState.Unknown)]
    [InlineData(null, LongTaskState.Unknown)]
    public async Task StatusShouldBeReadInTheWordsOfTheProducts(string? text, LongTaskState state)
    {
        LongTaskProgress progress = await new ScriptedTask(_time, new LongTaskFacts { Status = text }).Create().UpdateAsync(Cancellation);
        Assert.Equal((state, text), (progress.Status, progress.StatusText));
        Assert.Equal(state is LongTaskState.Complete or LongTaskState.Failed or LongTaskState.Cancelled or LongTaskState.Dead, progress.HasCompleted);
    }

    [Theory]
    [InlineData(false, null, LongTaskState.Running)]
    [InlineData(false, true, LongTaskState.Running)]
    [InlineData(true, true, LongTaskState.Complete)]
    [InlineData(true, false, LongTaskState.Failed)]
    [InlineData(true, null, LongTaskState.Failed)]
    [InlineData(null, true, LongTaskState.Unknown)]
    public async Task FlagsShouldSayWhetherATaskHasEnded(bool? isFinished, bool? isSuccessful, LongTaskState state)
    {
        ScriptedTask script = new(_time, new LongTaskFacts { IsFinished = isFinished, IsSuccessful = isSuccessful });
        Assert.Equal(state, (await script.Create().UpdateAsync(Cancellation)).Status);
    }

    [Theory]
    [InlineData("10641", "10641")]
    [InlineData("https://acme.atlassian.net/rest/api/3/task/1010", "1010")]
    [InlineData("https://acme.atlassian.net/rest/api/3/task/1010/?x=/2#3", "1010")]
    public void IdShouldBeTheEndOfAnAddress(string answer, string id) => Assert.Equal(id, LongTaskOperation.FindId(answer, static text => text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("https://")]
    public void AnswerWithoutATaskShouldBeRefused(string answer)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => LongTaskOperation.FindId(answer, static text => text));
        Assert.Equal("The answer names no task. If the operation can complete at once, its work is done; check that before you call ToLongTask. (Parameter 'started')", exception.Message);
        Assert.Throws<ArgumentNullException>(() => LongTaskOperation.FindId<string>(null!, static text => text));
    }

    [Fact]
    public void TextsOfMessagesShouldBeJoined()
    {
        Assert.Equal("a b", LongTaskOperation.JoinTexts<string?>(["a", null, " ", "b"], static text => text));
        Assert.Null(LongTaskOperation.JoinTexts<string>(null, static text => text));
        Assert.Null(LongTaskOperation.JoinTexts<string?>([null], static text => text));
    }

    [Fact]
    public async Task ResultOfAnyJsonShouldBeReadAsAType()
    {
        LongTask<RawJson> any = LongTaskOperation.Create<object, LongTaskFacts, RawJson>(
            new LongTaskDescriptor("getTask"), this, "1", static (_, _, _) => Task.FromResult(Complete), static facts => facts, static _ => RawJson.Parse("""{"a":1}"""));
        LongTask<RawJson> typed = LongTaskOperation.WithResult<RawJson>(any);
        Assert.Equal("1", typed.Id);
        Assert.Equal("""{"a":1}""", (await typed.WaitForCompletionAsync(cancellationToken: Cancellation)).ToString());
    }

    [Fact]
    public void ArgumentsShouldBeChecked()
    {
        LongTask<string> task = new ScriptedTask(_time, Complete).Create();
        Assert.Throws<ArgumentNullException>(() => task.TimeProvider = null!);
        Assert.Throws<ArgumentException>(() => LongTaskOperation.Create<object, LongTaskFacts, string>(
            new LongTaskDescriptor("getTask"), this, " ", static (_, _, _) => Task.FromResult(Complete), static facts => facts, static _ => null));
        Assert.Throws<ArgumentNullException>(() => LongTaskOperation.Create<object?, LongTaskFacts, string>(
            new LongTaskDescriptor("getTask"), null, "1", static (_, _, _) => Task.FromResult(Complete), static facts => facts, static _ => null));
    }

    private sealed class StateList : List<string>, IProgress<LongTaskProgress>
    {
        public void Report(LongTaskProgress value) => Add($"{value.Id} {value} {value.StatusText}");
    }
}
