using Leeway.Generated;

namespace Leeway.Tasks;

/// <summary>Reads and cancels the tasks of an operation.</summary>
/// <param name="descriptor">The facts about the tasks.</param>
internal abstract class LongTaskSource<TResult>(LongTaskDescriptor descriptor)
{
    public LongTaskDescriptor Descriptor => descriptor;

    public abstract bool CanCancel { get; }

    /// <summary>Reads the state of a task.</summary>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    public abstract Task<LongTaskAnswer<TResult>> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Asks the product to cancel a task, if it can.</summary>
    public abstract Task CancelAsync(string id, CancellationToken cancellationToken);

    /// <summary>Returns the same tasks with another type of result.</summary>
    public abstract LongTaskSource<TOther> Convert<TOther>(Func<TResult?, TOther?> convert);
}
