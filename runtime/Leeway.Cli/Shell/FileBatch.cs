namespace Leeway.Cli;

/// <summary>Files that are written and removed all together or not at all.</summary>
/// <remarks>
/// All is written beside its place first and then moved, in the order in which it was added, so that only a crash between two moves leaves
/// some of it. A file that has its content already is left alone.
/// </remarks>
internal sealed class FileBatch
{
    private readonly List<Step> _steps = [];

    /// <summary>How many files are written, those apart that have their content already.</summary>
    public int Written => _steps.Count(static s => s.Content is not null);

    /// <exception cref="InputException">The file that is there cannot be read.</exception>
    public void Add(string path, byte[] content)
    {
        if (!File.Exists(path))
        {
            _steps.Add(new Step(path, content));
        }
        else if (!InputFile.ReadBytes(path).AsSpan().SequenceEqual(content))
        {
            // A link stays one, to a file with another content.
            _steps.Add(new Step(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, content));
        }
    }

    /// <summary>Takes out a file that is there.</summary>
    public void Remove(string path) => _steps.Add(new Step(path, Content: null));

    /// <param name="cancellationToken">Heeded until the first file is moved.</param>
    /// <exception cref="InputException">A file cannot be written or removed: then all are as they were.</exception>
    public void Write(CancellationToken cancellationToken)
    {
        string path = "";
        Stack<Step> taken = [];
        try
        {
            foreach (Step step in _steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                path = step.Path;
                step.Prepare();
            }

            cancellationToken.ThrowIfCancellationRequested();

            foreach (Step step in _steps)
            {
                path = step.Path;
                step.Take();
                taken.Push(step);
            }
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            string outcome = "Nothing was written.";
            while (taken.TryPop(out Step? step))
            {
                try
                {
                    step.Undo();
                }
                catch (Exception again) when (IsOfFiles(again))
                {
                    outcome = $"'{step.Path}' could not be put back: {again.Message}";
                }
            }

            throw new InputException($"Cannot write '{path}': {ReasonOf(path, e)} {outcome}");
        }
        finally
        {
            _steps.ForEach(static s => s.CleanUp());
        }
    }

    private static string ReasonOf(string path, Exception e) =>
        Directory.Exists(path) ? "it is a folder."
        : e is DirectoryNotFoundException ? "there is no such folder."
        : e.Message;

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <param name="Path">The file.</param>
    /// <param name="Content">What it is to hold; null for a file that is to go.</param>
    private sealed record Step(string Path, byte[]? Content)
    {
        private readonly string _unique = $"{Path}.{System.IO.Path.GetRandomFileName()}";
        private bool _wasThere;

        private string New => _unique + ".new";

        private string Old => _unique + ".old";

        public void Prepare()
        {
            _wasThere = File.Exists(Path);
            if (_wasThere)
            {
                File.Copy(Path, Old);
            }

            if (Content is not null)
            {
                // A copy has the permissions, and cannot be written to either where the file cannot.
                if (_wasThere)
                {
                    File.Copy(Path, New);
                }

                File.WriteAllBytes(New, Content);
            }
        }

        public void Take()
        {
            if (Content is null)
            {
                File.Delete(Path);
            }
            else
            {
                File.Move(New, Path, overwrite: _wasThere);
            }
        }

        public void Undo()
        {
            if (_wasThere)
            {
                File.Move(Old, Path, overwrite: true);
            }
            else
            {
                File.Delete(Path);
            }
        }

        public void CleanUp()
        {
            try
            {
                File.Delete(New);
                File.Delete(Old);
            }
            catch (Exception e) when (IsOfFiles(e))
            {
                // What is beside the files harms nobody, and why it was left is told by what went wrong before.
            }
        }
    }
}
