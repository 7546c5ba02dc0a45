namespace Leeway.Tasks;

/// <summary>A task that a product carries out after it has answered the call that started it, such as a bulk edit.</summary>
/// <example>
/// <code>
/// SubmittedBulkOperation started = await jira.IssueBulkOperations.SubmitBulkEditAsync(edit);
/// LongTask&lt;BulkOperationProgress&gt; task = jira.IssueBulkOperations.ToLongTask(started);
/// BulkOperationProgress? done = await task.WaitForCompletionAsync();
/// </code>
/// </example>
/// <remarks>
/// Generated methods create it: <c>ToLongTask</c> from the answer of the call that started the task, and <c>GetLongTask</c> from its id,
/// also in another process. Creating it sends nothing. The task continues whether or not anything waits for it.
/// <para>Thread-safe. Several callers can wait for one object: each of them reads the state itself.</para>
/// </remarks>
/// <typeparam name="TResult">The type of the result.</typeparam>
public sealed class LongTask<TResult>
{
    private LongTaskAnswer<TResult> _latest;

    internal LongTask(LongTaskSource<TResult> source, string id)
    {
        Source = source;
        Id = id;
        _latest = new LongTaskAnswer<TResult>(new LongTaskProgress { Id = id }, default);
    }

    /// <summary>The id. Store it to continue in another process, with the <c>GetLongTask</c> of the same interface.</summary>
    public string Id { get; }

    /// <summary>The state at the last update; <see cref="LongTaskState.Unknown"/> before the first one.</summary>
    public LongTaskState Status => Volatile.Read(ref _latest).Progress.Status;

    /// <summary>How much of the work was done at the last update, from 0 to 100; null if the product does not say.</summary>
    public double? PercentComplete => Volatile.Read(ref _latest).Progress.PercentComplete;

    /// <summary>The message of the product at the last update, or why the task failed; null if there is none.</summary>
    public string? Message => Volatile.Read(ref _latest).Progress.Message;

    /// <summary>Whether the task had ended at the last update, successfully or not.</summary>
    public bool HasCompleted => Volatile.Read(ref _latest).Progress.HasCompleted;

    /// <summary>The result; the default of its type if the task is not complete, was not successful, or has no result.</summary>
    /// <exception cref="UnreadableSuccessException">The task is complete, and its result is not the JSON of <typeparamref name="TResult"/>.</exception>
    public TResult? Result => ReadResult(Volatile.Read(ref _latest));

    /// <summary>Whether <see cref="CancelAsync"/> can ask the product to cancel the task.</summary>
    public bool CanBeCancelled => Source.CanCancel;

    /// <summary>The clock of the pauses between updates. Tests replace it.</summary>
    /// <value>The default is the clock of the system.</value>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = TimeProvider.System;

    /// <summary>Reads and cancels the task.</summary>
    internal LongTaskSource<TResult> Source { get; }

    /// <summary>Reads the state of the task, and waits until it has ended.</summary>
    /// <remarks>
    /// The state is read at once and then after 1, 2, 4, 8, 16 and every 30 seconds, or later if the product asks for it. A wait survives
    /// failures that may pass, such as a lost connection: it ends after five in a row. After any exception, wait again with this object or
    /// with one of the same <see cref="Id"/>. There is no time limit: cancel the wait to end it. The task then continues.
    /// </remarks>
    /// <param name="progress">Receives each state that is read, also the last one.</param>
    /// <param name="cancellationToken">Cancels the wait, not the task: see <see cref="CancelAsync"/>.</param>
    /// <returns>The result; the default of its type if the task has none.</returns>
    /// <exception cref="LongTaskFailedException">The task has failed, was cancelled, or is no longer run.</exception>
    /// <exception cref="NotFoundException">The product does not keep the task any more, or does not show it to this user.</exception>
    /// <exception cref="UnreadableSuccessException">The task is complete, and its result is not the JSON of <typeparamref name="TResult"/>.</exception>
    /// <exception cref="LeewayException">Reading the state failed, as any call can.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<TResult?> WaitForCompletionAsync(IProgress<LongTaskProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        int failures = 0;
        for (int polls = 0; ; polls++)
        {
            LongTaskAnswer<TResult>? answer = null;
            Exception? failure = null;
            try
            {
                answer = await ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (failures < LongTaskPolls.MaxFailures && LongTaskPolls.IsTransient(exception))
            {
                failure = exception;
            }

            failures = failure is null ? 0 : failures + 1;
            if (answer is not null)
            {
                progress?.Report(answer.Progress);
            }

            if (answer?.Progress.HasCompleted == true)
            {
                return answer.Progress.Status == LongTaskState.Complete
                    ? ReadResult(answer)
                    : throw LongTaskFailedException.Of(Source.Descriptor.OperationId, answer.Progress);
            }

            await Task.Delay(LongTaskPolls.GetPause(polls, failure), TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the state of the task once. If the task is known to have ended, nothing is sent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The product does not keep the task any more, or does not show it to this user.</exception>
    /// <exception cref="LeewayException">Reading the state failed, as any call can.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    public async Task<LongTaskProgress> UpdateAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Progress;

    /// <summary>Asks the product to cancel the task. It stops later, or completes before that: wait for it to know.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="NotSupportedException">
    /// The product cannot cancel the task, or the operation that cancels it is not generated: see <see cref="CanBeCancelled"/>.
    /// </exception>
    /// <exception cref="LeewayException">The call failed, as any call can.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    public Task CancelAsync(CancellationToken cancellationToken = default) => Source.CancelAsync(Id, cancellationToken);

    private async Task<LongTaskAnswer<TResult>> ReadAsync(CancellationToken cancellationToken)
    {
        LongTaskAnswer<TResult> known = Volatile.Read(ref _latest);
        return known.Progress.HasCompleted ? known : Keep(await Source.ReadAsync(Id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Keeps an answer as the latest one, unless another caller has seen the end of the task meanwhile.</summary>
    /// <returns>The latest answer.</returns>
    private LongTaskAnswer<TResult> Keep(LongTaskAnswer<TResult> answer)
    {
        LongTaskAnswer<TResult> known = Volatile.Read(ref _latest);
        while (!known.Progress.HasCompleted)
        {
            LongTaskAnswer<TResult> before = Interlocked.CompareExchange(ref _latest, answer, known);
            if (before == known)
            {
                return answer;
            }

            known = before;
        }

        return known;
    }

    private TResult? ReadResult(LongTaskAnswer<TResult> answer) => answer.Unreadable is not { } unreadable ? answer.Result
        : throw new UnreadableSuccessException(
            $"The task {DisplayText.Clean(Id)} ({Source.Descriptor.OperationId}) is complete, and its result cannot be read as {typeof(TResult).Name}: {unreadable.Message} Call the operation to read the result as JSON.",
            System.Net.HttpStatusCode.OK,
            unreadable)
        {
            OperationId = Source.Descriptor.OperationId,
        };
}
