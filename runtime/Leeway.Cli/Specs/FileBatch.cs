namespace Leeway.Cli.Specs;

/// <summary>Files that are written all together or not at all.</summary>
/// <remarks>Only a crash while the files are moved into place leaves some of them; the order in which they were added is the order of the moves.</remarks>
internal sealed class FileBatch
{
    private readonly List<(string Path, byte[] Content)> _files = [];

    public void Add(string path, byte[] content) => _files.Add((path, content));

    /// <exception cref="SpecsException">A file cannot be written: then none is.</exception>
    public void Write()
    {
        List<(string Path, byte[]? Content)> replaced = [];
        try
        {
            foreach ((string path, byte[] content) in _files)
            {
                JsonText.WriteBytes(Draft(path), content);
            }

            foreach ((string path, _) in _files)
            {
                byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
                File.Move(Draft(path), path, overwrite: true);
                replaced.Add((path, before));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SpecsException)
        {
            foreach ((string path, byte[]? before) in replaced)
            {
                if (before is null)
                {
                    File.Delete(path);
                }
                else
                {
                    File.WriteAllBytes(path, before);
                }
            }

            throw e as SpecsException ?? new SpecsException($"Nothing was written: {e.Message}");
        }
        finally
        {
            foreach ((string path, _) in _files.Where(static f => File.Exists(Draft(f.Path))))
            {
                File.Delete(Draft(path));
            }
        }
    }

    private static string Draft(string path) => path + ".new";
}
