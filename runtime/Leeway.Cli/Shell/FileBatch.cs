namespace Leeway.Cli;

/// <summary>Files that are written and removed together, or not at all.</summary>
/// <remarks>
/// New content is first written to a temporary file beside its target. The files are then moved in the order in which they were added, so
/// only a crash between two moves leaves a partial result. A file that already has its content is not written.
/// </remarks>
internal sealed class FileBatch
{
    private readonly List<Step> _steps = [];

    /// <summary>The number of files to write, without those that already have their content.</summary>
    public int Written => _steps.Count(static s => s.Content is not null);

    /// <exception cref="InputException">The existing file cannot be read.</exception>
    public void Add(string path, byte[] content)
    {
        if (!File.Exists(path))
        {
            _steps.Add(new Step(path, content));
        }
        else if (!InputFile.ReadBytes(path).AsSpan().SequenceEqual(content))
        {
            // A link stays a link; the content of its target changes.
            _steps.Add(new Step(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, content));
        }
    }

    /// <summary>Adds the removal of an existing file.</summary>
    public void Remove(string path) => _steps.Add(new Step(path, Content: null));

    /// <param name="cancellationToken">Observed until the first file is moved.</param>
    /// <exception cref="InputException">A file cannot be written or removed. All files are then restored.</exception>
    public void Write(CancellationToken cancellationToken)
    {
        string path = "";
        Stack<Step> applied = [];
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
                step.Apply();
                applied.Push(step);
            }
        }
        catch (Exception e) when (IsFileError(e))
        {
            string outcome = "Nothing was written.";
            while (applied.TryPop(out Step? step))
            {
                try
                {
                    step.Undo();
                }
                catch (Exception again) when (IsFileError(again))
                {
                    outcome = $"'{step.Path}' could not be restored: {again.Message}";
                }
            }

            throw new InputException($"Cannot write '{path}': {DescribeReason(path, e)} {outcome}");
        }
        finally
        {
            _steps.ForEach(static s => s.CleanUp());
        }
    }

    private static string DescribeReason(string path, Exception e) =>
        Directory.Exists(path) ? "it is a folder."
        : e is DirectoryNotFoundException ? "its folder does not exist."
        : e.Message;

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <param name="Path">The file.</param>
    /// <param name="Content">The new content; null to remove the file.</param>
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
                // A copy keeps the permissions, and cannot be written if the original cannot.
                if (_wasThere)
                {
                    File.Copy(Path, New);
                }

                File.WriteAllBytes(New, Content);
            }
        }

        public void Apply()
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
            catch (Exception e) when (IsFileError(e))
            {
                // A leftover temporary file does no harm, and the cause was already reported.
            }
        }
    }
}
