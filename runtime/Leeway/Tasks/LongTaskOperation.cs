using System.ComponentModel;
using Leeway.Json;
using Leeway.Tasks;

namespace Leeway.Generated;

/// <summary>Creates the tasks of operations. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LongTaskOperation
{
    /// <summary>Creates a task from its id. Nothing is sent.</summary>
    /// <typeparam name="TApi">The interface of the operation.</typeparam>
    /// <typeparam name="TAnswer">The answer of the operation that reads the state.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="descriptor">The facts about the tasks.</param>
    /// <param name="api">The implementation of the interface.</param>
    /// <param name="id">The id.</param>
    /// <param name="read">Reads the state.</param>
    /// <param name="getFacts">Returns what an answer reports about the task.</param>
    /// <param name="getResult">Returns the result in the answer about a complete task.</param>
    /// <param name="cancel">Cancels the task; null if there is no such operation.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static LongTask<TResult> Create<TApi, TAnswer, TResult>(
        LongTaskDescriptor descriptor,
        TApi api,
        string id,
        Func<TApi, string, CancellationToken, Task<TAnswer>> read,
        Func<TAnswer, LongTaskFacts> getFacts,
        Func<TAnswer, TResult?> getResult,
        Func<TApi, string, CancellationToken, Task>? cancel = null)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(api);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(getFacts);
        ArgumentNullException.ThrowIfNull(getResult);
        return new LongTask<TResult>(new ApiLongTaskSource<TApi, TAnswer, TResult>(descriptor, api, read, getFacts, getResult, cancel), id);
    }

    /// <summary>Returns a task whose result, which is any JSON, is read as a generated type.</summary>
    /// <typeparam name="TResult">The type.</typeparam>
    /// <param name="task">The task.</param>
    public static LongTask<TResult> WithResult<TResult>(LongTask<RawJson> task)
        where TResult : IJsonValue<TResult>
    {
        ArgumentNullException.ThrowIfNull(task);
        return new LongTask<TResult>(task.Source.Convert(static json => json.As<TResult>()), task.Id);
    }

    /// <summary>Returns the id of the task that a call has started.</summary>
    /// <typeparam name="TAnswer">The answer of the call.</typeparam>
    /// <param name="started">The answer.</param>
    /// <param name="getId">Returns the id in it, or an address that ends with the id.</param>
    /// <exception cref="ArgumentException">The answer has no task.</exception>
    public static string FindId<TAnswer>(TAnswer started, Func<TAnswer, string?> getId)
    {
        ArgumentNullException.ThrowIfNull(started);
        ArgumentNullException.ThrowIfNull(getId);
        string? id = getId(started);
        if (id?.Contains("://", StringComparison.Ordinal) == true)
        {
            id = Uri.TryCreate(id, UriKind.Absolute, out Uri? address) ? Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/')) : null;
        }

        return string.IsNullOrWhiteSpace(id)
            ? throw new ArgumentException("The answer names no task. If the operation can complete at once, its work is done; check that before you call ToLongTask.", nameof(started))
            : id;
    }

    /// <summary>Joins the texts of messages; null if there are none.</summary>
    /// <typeparam name="TItem">The type of a message.</typeparam>
    /// <param name="items">The messages.</param>
    /// <param name="getText">Returns the text of a message.</param>
    public static string? JoinTexts<TItem>(IReadOnlyList<TItem>? items, Func<TItem, string?> getText)
    {
        ArgumentNullException.ThrowIfNull(getText);
        string joined = string.Join(' ', (items ?? []).Where(static item => item is not null).Select(getText).Where(static text => !string.IsNullOrWhiteSpace(text)));
        return joined.Length == 0 ? null : joined;
    }
}
