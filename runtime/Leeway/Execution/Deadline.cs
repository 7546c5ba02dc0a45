namespace Leeway.Http.Resilience;

/// <summary>The time that the body of a response has, combined with the caller's cancellation.</summary>
internal readonly struct Deadline : IDisposable
{
    private readonly DeadlinePool? _pool;
    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _token;

    /// <summary>Initializes an instance without a deadline, which uses only the caller's token.</summary>
    public Deadline(CancellationToken token)
    {
        _token = token;
    }

    public Deadline(DeadlinePool pool, CancellationTokenSource source, CancellationToken caller)
    {
        _pool = pool;
        _source = source;
        _token = source.Token;
        _link = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
    }

    public CancellationToken Token => _token;

    public void Dispose()
    {
        _link.Dispose();
        if (_source is not null)
        {
            _pool!.Return(_source);
        }
    }
}
