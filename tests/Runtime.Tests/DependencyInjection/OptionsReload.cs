using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>Makes options of a name anew, as a configuration does whose file has changed.</summary>
internal sealed class OptionsReload<TOptions>(string? name = null) : IOptionsChangeTokenSource<TOptions>, IDisposable
{
    private CancellationTokenSource _change = new();

    public string Name => name ?? Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    public void Reload()
    {
        using CancellationTokenSource last = _change;
        _change = new CancellationTokenSource();
        last.Cancel();
    }

    public void Dispose() => _change.Dispose();
}
