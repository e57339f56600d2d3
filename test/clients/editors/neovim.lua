-- Works through hello.msg.yaml with Neovim's own client and writes what came of it.
local result = {}

local function wait_for(what, fits)
  if not vim.wait(20000, fits, 20) then
    error('waited in vain for ' .. what)
  end
end

local function found()
  local codes = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, { code = d.code, line = d.lnum, column = d.col })
  end
  return codes
end

local function ask(method, line, column)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = column },
  }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    return answer.result
  end
end

local ok, problem = pcall(function()
  dofile(vim.env.CONFIG)
  vim.cmd('edit ' .. vim.env.FILE)
  wait_for('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  result.diagnostics = found()

  result.labels = {}
  local completion = ask('textDocument/completion', 5, 19)
  for _, item in ipairs(completion.items or completion) do
    table.insert(result.labels, item.label)
  end
  -- the way of CTRL-X CTRL-O
  vim.api.nvim_win_set_cursor(0, { 6, 19 })
  result.omnifunc = vim.bo.omnifunc

  local hover = ask('textDocument/hover', 4, 8)
  result.hover = table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), '\n')

  vim.api.nvim_buf_set_text(0, 5, 24, 5, 24, { 'e' })
  wait_for('no diagnostics', function() return #vim.diagnostic.get(0) == 0 end)
  result.mended = true

  vim.api.nvim_win_set_cursor(0, { 2, 4 })
  vim.lsp.buf.rename('given_name')
  wait_for('the rename', function()
    return vim.api.nvim_buf_get_lines(0, 1, 2, false)[1]:find('given_name') ~= nil
  end)
  result.renamed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.wait(300)
  result.left = found()
end)
if not ok then
  result.problem = tostring(problem)
end
io.stdout:write('RESULT ' .. vim.fn.json_encode(result) .. '\n')
vim.cmd('qall!')
