namespace Leeway.Grants;

/// <summary>Starts work that is nobody's.</summary>
internal static class Unattended
{
    /// <summary>Starts work on the present thread. It takes no caller's ambient context with it.</summary>
    public static void Start<TState>(Func<TState, Task> work, TState state)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = work(state);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = work(state);
        }
    }
}
